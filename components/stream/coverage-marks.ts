import type { Mark, MarkKind } from "#components/playback/marks.ts";
import type { Stretch } from "#components/playback/moments.ts";
import { findGaps, type Coverage, type Span } from "#lib/model/coverage.ts";
import { LIVE_MS } from "#lib/model/state.ts";

/** The marks of a lane that tells when a stream was on, and its faults. */
export function toMarks(coverage: Coverage, { from, to }: Stretch): Mark[] {
  const { stalled, offline } = findGaps(coverage, [from, to]);
  const mark = (kind: MarkKind, spans: readonly Span[]) => spans.map((span): Mark => ({ kind, span }));
  return [
    ...mark("unknown", coverage.unknown),
    ...mark("on", coverage.on),
    ...mark("stalled", stalled),
    ...mark("offline", offline),
    ...coverage.faults.map(({ fault, span }): Mark => ({ kind: fault, span })),
  ];
}

/** A broadcast, ms since 1970. */
export type OnAir = {
  readonly since: number;
  /** It may have begun earlier, before the known stretch. */
  readonly isEarlier: boolean;
  /** The time of its last picture; null if it goes on beyond the known stretch. */
  readonly until: number | "now" | null;
  /** The moment that its length counts to while it goes on; null for now. */
  readonly at: number | null;
};

/** The broadcast of a moment; null if the stream was off, or nothing is known of it. @param stretch that is known */
export function findOnAir({ on }: Coverage, [from, to]: Span, moment: number, now: number): OnAir | null {
  const span = on.filter(([start, end]) => start <= moment && end >= moment - LIVE_MS).at(-1);
  if (span === undefined) return null;
  const [since, end] = span;
  const until = end >= now - LIVE_MS ? "now" : end < to ? end - LIVE_MS : null;
  return { since, isEarlier: since <= from, until, at: moment < now ? moment : null };
}
