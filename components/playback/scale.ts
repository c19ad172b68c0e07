// The arithmetic of a timeline: moments, pixels and the stretch between them.
import type { Span } from "#lib/model/coverage.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";
import { HOUR_MS, MINUTE_MS, spanFor, STEP_MS, stretchAround, type Stretch } from "./moments.ts";

/** The limits of what a timeline can show, ms since 1970. */
export type Bounds = Stretch;

/** The shortest stretch. */
export const MIN_SPAN_MS = 10 * MINUTE_MS;

/** The lengths that the buttons lead to. */
const SPANS_MS = [1 / 6, 0.5, 1, 3, 6, 12, 24, 72, 168, 720].map((hours) => hours * HOUR_MS);

/** Part of the way through a stretch: 0 at its beginning, 1 at its end. */
export function toFraction(moment: number, { from, to }: Stretch): number {
  return (moment - from) / (to - from);
}

/** Undoes `toFraction`. */
export function atFraction(fraction: number, { from, to }: Stretch): number {
  return from + fraction * (to - from);
}

/** What may be shown: as far back as the past is kept, always with the moment, and never less than the shortest stretch. */
export function boundsOf(moment: number, latest: number, reachMs: number): Bounds {
  const to = Math.max(moment, latest);
  return { from: Math.max(0, Math.min(to - MIN_SPAN_MS, moment, latest - reachMs)), to };
}

/** The stretch, moved and shortened as little as it takes to lie within the bounds. */
export function clamp({ from, to }: Stretch, bounds: Bounds): Stretch {
  const span = Math.min(Math.max(to - from, MIN_SPAN_MS), bounds.to - bounds.from);
  const start = Math.min(Math.max(from, bounds.from), bounds.to - span);
  return { from: start, to: start + span };
}

/** Makes a stretch longer or shorter. The moment of the anchor stays where it is. */
export function zoom(stretch: Stretch, factor: number, anchor: number, bounds: Bounds): Stretch {
  const longest = bounds.to - bounds.from;
  const span = Math.min(Math.max((stretch.to - stretch.from) * factor, MIN_SPAN_MS), longest);
  const from = anchor - toFraction(anchor, stretch) * span;
  return clamp({ from, to: from + span }, bounds);
}

export function pan({ from, to }: Stretch, byMs: number, bounds: Bounds): Stretch {
  return clamp({ from: from + byMs, to: to + byMs }, bounds);
}

/** Two fingers, each by the part of the width where it is. The moments under them at the beginning stay under them. */
export function pinch(
  start: Stretch,
  before: readonly [number, number],
  after: readonly [number, number],
  bounds: Bounds,
): Stretch {
  const apart = Math.max(0.01, Math.abs(after[1] - after[0]));
  const factor = Math.max(0.01, Math.abs(before[1] - before[0])) / apart;
  const longest = bounds.to - bounds.from;
  const span = Math.min(Math.max((start.to - start.from) * factor, MIN_SPAN_MS), longest);
  const middle = atFraction((before[0] + before[1]) / 2, start);
  const from = middle - ((after[0] + after[1]) / 2) * span;
  return clamp({ from, to: from + span }, bounds);
}

/**
 * The next length that a button leads to; null at an end.
 *
 * @param by -1 for a shorter stretch
 */
export function nextSpan({ from, to }: Stretch, by: -1 | 1, bounds: Bounds): number | null {
  const [span, longest] = [to - from, bounds.to - bounds.from];
  const spans = [...SPANS_MS.filter((ms) => ms < longest), longest];
  // Half a percent, so that a length that came about by zooming counts as the button's.
  if (by > 0) return spans.find((ms) => ms > span * 1.005) ?? null;
  return spans.filter((ms) => ms < span * 0.995).at(-1) ?? null;
}

/** Zooms by a button: around the moment, or at now if the stretch ends there and the moment is close to it. */
export function zoomBy(stretch: Stretch, by: -1 | 1, moment: number, bounds: Bounds): Stretch {
  const span = nextSpan(stretch, by, bounds);
  if (span === null) return stretch;
  const anchor = stretch.to === bounds.to && moment >= bounds.to - span / 2 ? bounds.to : moment;
  return zoom(stretch, span / (stretch.to - stretch.from), anchor, bounds);
}

/**
 * The stretch to load for one that is shown: rounded outwards to a grid of about an eighth of its length. Neither panning
 * nor zooming loads at each pixel, and viewers share what is loaded.
 */
export function stretchToLoad({ from, to }: Stretch, latest = Infinity): Stretch {
  let grid = STEP_MS;
  while (grid * 16 <= to - from) grid *= 2;
  const end = Math.ceil(to / grid) * grid;
  return { from: Math.floor(from / grid) * grid, to: Math.min(end, Math.ceil(latest / STEP_MS) * STEP_MS) };
}

/** The stretch to ask for at first: of what `useStretch` shows. */
export function firstSpan(moment: number, latest: number, reachMs: number): Span {
  const around = stretchAround(moment, spanFor(moment, latest, reachMs), latest, reachMs);
  const { from, to } = stretchToLoad(clamp(around, boundsOf(moment, latest, reachMs)), latest);
  return stretchToAsk([from, to]);
}

/** A length in words: "30 min", "1.5 h", "7 days". */
export function writeSpan(ms: number, write: (count: number) => string): string {
  if (ms < 0.95 * HOUR_MS) return `${write(Math.round(ms / MINUTE_MS))} min`;
  const hours = ms / HOUR_MS;
  if (hours < 47.5) return `${write(hours < 9.5 ? Math.round(hours * 2) / 2 : Math.round(hours))} h`;
  return `${write(Math.round(hours / 24))} days`;
}
