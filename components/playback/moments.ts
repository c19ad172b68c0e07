/** The provider's pace: between two moments that are further apart, every feed that is on has sent a frame. */
export const STEP_MS = 30_000;
const FAR_STEP_MS = 10 * 60_000;
export const HOUR_MS = 3_600_000;

/** How much of the past the slider is as long as. */
export const SPANS = [
  { label: "1 hour", ms: HOUR_MS },
  { label: "8 hours", ms: 8 * HOUR_MS },
  { label: "1 day", ms: 24 * HOUR_MS },
  { label: "7 days", ms: 7 * 24 * HOUR_MS },
  { label: "30 days", ms: 30 * 24 * HOUR_MS },
] as const;

/** How fast the past is played: by how much it moves on, and how often. */
export const SPEEDS = [
  { label: "30×", stepMs: STEP_MS, everyMs: 1_000 },
  { label: "60×", stepMs: STEP_MS, everyMs: 500 },
  { label: "240×", stepMs: 4 * STEP_MS, everyMs: 500 },
  { label: "1200×", stepMs: 20 * STEP_MS, everyMs: 500 },
] as const;
export type Speed = (typeof SPEEDS)[number];

/** The part of the past that the slider spans, ms since 1970. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * The moment that stands for a time: the next one on the grid, so that viewers share what they are told, and a link to
 * the time of a frame shows that frame. None is later than now.
 */
export function momentOf(time: number, now: number): number {
  return Math.max(0, Math.min(Math.ceil(time / STEP_MS) * STEP_MS, latestMoment(now)));
}

export function latestMoment(now: number): number {
  return Math.floor(now / STEP_MS) * STEP_MS;
}

/** The spans that are not longer than the past, and the shortest in any case. @param reachMs how far the past goes back */
export function spansWithin(reachMs: number): (typeof SPANS)[number][] {
  return SPANS.filter((span) => span === SPANS[0] || span.ms <= reachMs);
}

/** The shortest of the spans that reaches back to a moment with some room before it. */
export function spanFor(moment: number, now: number, reachMs = Infinity): number {
  const spans = spansWithin(reachMs);
  const reaches = spans.find(({ ms }) => (now - moment) * 1.25 <= ms);
  return (reaches ?? spans[1] ?? SPANS[0]).ms;
}

/**
 * The stretch of a length that ends now or, where that does not reach back far enough, lies around a moment. It always
 * holds the moment: a clock that ticks once a second is behind the one that a moment was reckoned by.
 *
 * @param reachMs how far the past goes back; the stretch begins no earlier, but for the moment itself
 */
export function stretchAround(moment: number, spanMs: number, now: number, reachMs = Infinity): Stretch {
  const latest = Math.max(moment, latestMoment(now));
  const to = latest - moment <= spanMs ? latest : momentOf(moment + spanMs / 2, now);
  const earliest = momentOf(Math.max(0, now - reachMs), now);
  return { from: Math.min(moment, Math.max(earliest, to - spanMs)), to };
}

/** Where a key of the slider leads to. Null for keys that are none. */
export function movedBy(key: string, moment: number, { from }: Stretch, now: number): number | null {
  const by: Record<string, number> = {
    ArrowLeft: -STEP_MS,
    ArrowDown: -STEP_MS,
    ArrowRight: STEP_MS,
    ArrowUp: STEP_MS,
    PageDown: -FAR_STEP_MS,
    PageUp: FAR_STEP_MS,
  };
  if (key === "Home") return from;
  if (key === "End") return latestMoment(now);
  const step = by[key];
  return step === undefined ? null : momentOf(moment + step, now);
}
