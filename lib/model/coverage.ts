import type { Fault } from "./frame.ts";
import { findFrozen } from "./frozen.ts";
import { LIVE_MS, STALLED_MS } from "./state.ts";

/** A stretch of time, ms since 1970: [from, to). */
export type Span = readonly [from: number, to: number];

/** When the pictures of a stream had a fault. */
export type FaultSpan = { readonly fault: Fault; readonly span: Span };

/** When a stream was on, when that is not known, and when its pictures had faults. Otherwise it was off. */
export type Coverage = {
  readonly on: readonly Span[];
  readonly unknown: readonly Span[];
  readonly faults: readonly FaultSpan[];
};

export const NO_COVERAGE: Coverage = { on: [], unknown: [], faults: [] };

/** A frame, as far as coverage goes. */
export type CoveredFrame = {
  readonly feed: string;
  readonly time: number;
  readonly faults: readonly Fault[];
};

/**
 * The coverage of a stretch by its frames. A stream counts as on for as long after a frame as the live wall calls it live:
 * one frame may be late, two may not. A fault lasts from its frame to the next one of its feed, and no longer than the
 * feed is on.
 *
 * @param frames each once; those of the 75 s before the stretch and of `frozenAfterMs` after it belong to it
 * @param toldFrom how far back the frames tell all; what is older in the stretch is unknown
 * @param frozenAfterMs how long a picture has been the same when its frame is marked as frozen
 */
export function toCoverage(
  frames: readonly CoveredFrame[],
  [from, to]: Span,
  toldFrom: number,
  frozenAfterMs = 0,
): Coverage {
  const start = Math.max(from, toldFrom);
  const newestFirst = frames.filter(({ time }) => time > start - LIVE_MS).sort((a, b) => b.time - a.time);
  const clipped = (time: number, end: number): Span => [Math.max(time, start), Math.min(end, to)];
  const faults: FaultSpan[] = [];
  const next = new Map<string, number>();
  const frozen = findFrozen(newestFirst, frozenAfterMs);
  for (const [place, { feed, time, faults: told }] of newestFirst.entries()) {
    const end = Math.min(time + LIVE_MS, next.get(feed) ?? Infinity);
    next.set(feed, time);
    const since = frozen[place] ?? null;
    if (since !== null) faults.push({ fault: "frozen", span: clipped(since, end) });
    for (const fault of told) if (fault !== "frozen") faults.push({ fault, span: clipped(time, end) });
  }
  return {
    on: merged(newestFirst.map(({ time }) => clipped(time, time + LIVE_MS))),
    unknown: merged([[from, Math.min(start, to)]]),
    faults: mergedFaults(faults),
  };
}

/** The coverage of several stretches as one. */
export function joinCoverage(parts: readonly Coverage[]): Coverage {
  return {
    on: merged(parts.flatMap(({ on }) => on)),
    unknown: merged(parts.flatMap(({ unknown }) => unknown)),
    faults: mergedFaults(parts.flatMap(({ faults }) => faults)),
  };
}

/** What is known with one more frame, which came after the lists were made. @param end of what is looked at */
export function withFrame(coverage: Coverage, time: number, end: number): Coverage {
  return joinCoverage([coverage, { ...NO_COVERAGE, on: [[time, Math.min(time + LIVE_MS, end)]] }]);
}

/** What is known of a stretch by what was told of another one: of the rest of it, nothing. */
export function within(coverage: Coverage, told: Span, [from, to]: Span): Coverage {
  const rest: Span[] = [
    [from, Math.min(told[0], to)],
    [Math.max(told[1], from), to],
  ];
  return joinCoverage([coverage, { ...NO_COVERAGE, unknown: rest }]);
}

/** Spans that touch become one, and empty ones none. */
function merged(spans: readonly Span[]): Span[] {
  const ascending = [...spans].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [from, to] of ascending) {
    const last = result.at(-1);
    if (from >= to) continue;
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function mergedFaults(faults: readonly FaultSpan[]): FaultSpan[] {
  return [...groupBy(faults, ({ fault }) => fault)]
    .flatMap(([fault, some]) => merged(some.map(({ span }) => span)).map((span) => ({ fault, span })))
    .sort((a, b) => a.span[0] - b.span[0]);
}

/** The next moment at which a stream was on; the moment itself if it was then or that is unknown. Null: not until the end. */
export function nextOn({ on, unknown }: Coverage, moment: number): number | null {
  const spans = [...on, ...unknown].sort((a, b) => a[0] - b[0]);
  for (const [from, to] of spans) if (moment < to) return Math.max(moment, from);
  return null;
}

/** When a stream sent nothing: stalled up to five minutes after its last frame, then offline. */
export type Gaps = { readonly stalled: readonly Span[]; readonly offline: readonly Span[] };

/**
 * The gaps of a stretch. Before its first frame a stream was offline, since nothing tells when it sent before.
 *
 * @param span the stretch that the coverage is of, or a part of it
 */
export function findGaps({ on, unknown }: Coverage, [from, to]: Span): Gaps {
  const [stalled, offline]: [Span[], Span[]] = [[], []];
  let [end, isAfterFrame] = [from, false];
  const known = [...on.map((span) => [span, true] as const), ...unknown.map((span) => [span, false] as const)]
    .filter(([[start, stop]]) => stop > from && start < to)
    .sort(([a], [b]) => a[0] - b[0]);
  const gap = (until: number) => {
    // A span of `on` ends 75 s after its last frame.
    const offlineFrom = isAfterFrame ? Math.min(end + STALLED_MS - LIVE_MS, until) : end;
    if (end < offlineFrom) stalled.push([end, offlineFrom]);
    if (offlineFrom < until) offline.push([offlineFrom, until]);
  };
  for (const [[start, stop], isOn] of known) {
    gap(Math.min(start, to));
    if (stop < end) continue;
    [end, isAfterFrame] = [stop, isOn];
  }
  gap(to);
  return { stalled, offline };
}

/** `Map.groupBy`, which browsers before Chromium 117 have not. */
function groupBy<K, T>(items: readonly T[], toKey: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(toKey(item));
    if (group === undefined) groups.set(toKey(item), [item]);
    else group.push(item);
  }
  return groups;
}
