import { LIVE_MS } from "#lib/model/state.ts";

/** A stretch of time, ms since 1970: [from, to). */
export type Span = readonly [from: number, to: number];

/** What one LIST told of a window: when there were frames, and how far back it tells. */
export type Listed = {
  readonly window: Span;
  /** Some may be of the minute before it. */
  readonly times: readonly number[];
  /** At the window's beginning, or later where a page was full before. */
  readonly toldFrom: number;
};

/** When a stream was on, and when nobody looked. What lies between is when it was off. */
export type Coverage = { readonly on: readonly Span[]; readonly unknown: readonly Span[] };

/**
 * Puts lists of adjacent windows together. A stream counts as on for as long after a frame as the live wall calls it
 * live: one frame may be late, two may not.
 */
export function coverageOf(lists: readonly Listed[]): Coverage {
  const begin = Math.min(...lists.map(({ window: [from] }) => from));
  const end = Math.max(...lists.map(({ window: [, to] }) => to));
  const times = lists.flatMap((listed) => listed.times);
  return {
    on: merged(times.map((time): Span => [Math.max(time, begin), Math.min(time + LIVE_MS, end)])),
    unknown: merged(lists.map(({ window: [from], toldFrom }): Span => [from, toldFrom])),
  };
}

/** The coverage of several stretches as one. */
export function joined(parts: readonly Coverage[]): Coverage {
  return {
    on: merged(parts.flatMap(({ on }) => on)),
    unknown: merged(parts.flatMap(({ unknown }) => unknown)),
  };
}

/** What is known with one more frame, which came after the lists were made. @param end of what is looked at */
export function withFrame(coverage: Coverage, time: number, end: number): Coverage {
  return joined([coverage, { on: [[time, Math.min(time + LIVE_MS, end)]], unknown: [] }]);
}

/** What is known of a stretch by what was told of another one: of the rest of it, nothing. */
export function within(coverage: Coverage, told: Span, [from, to]: Span): Coverage {
  const rest: Span[] = [
    [from, Math.min(told[0], to)],
    [Math.max(told[1], from), to],
  ];
  return joined([coverage, { on: [], unknown: rest }]);
}

/** Spans that touch become one, and empty ones none. */
function merged(spans: readonly Span[]): Span[] {
  const ascending = spans.toSorted((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [from, to] of ascending) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (from < to) result.push([from, to]);
  }
  return result;
}

/** The next moment at which a stream was on; the moment itself where it was, or where nobody knows. Null: not until the end. */
export function nextOn({ on, unknown }: Coverage, moment: number): number | null {
  const spans = [...on, ...unknown].sort((a, b) => a[0] - b[0]);
  for (const [from, to] of spans) if (moment < to) return Math.max(moment, from);
  return null;
}
