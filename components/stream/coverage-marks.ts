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

/** Since when a stream is on the air, ms since 1970; it may be earlier than the known stretch. */
export type OnAir = { readonly since: number; readonly isEarlier: boolean };

/** Since when a stream is on the air; null if it is off, or nothing is known of now. */
export function findOnAir({ on }: Coverage, [from]: Span, now: number): OnAir | null {
  const last = on.at(-1);
  if (last === undefined || last[1] < now - LIVE_MS) return null;
  return { since: last[0], isEarlier: last[0] <= from };
}
