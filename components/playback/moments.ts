/** The provider's pace: every live feed sends a frame between two moments. */
export const STEP_MS = 30_000;
const FAR_STEP_MS = 10 * 60_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** The lengths of a timeline at its beginning. */
const SPANS_MS = [1, 6, 24, 168, 720].map((hours) => hours * HOUR_MS);

export const SPEEDS = [
  { label: "10×", stepMs: STEP_MS, everyMs: 3_000 },
  { label: "60×", stepMs: STEP_MS, everyMs: 500 },
  { label: "300×", stepMs: 5 * STEP_MS, everyMs: 500 },
  { label: "1200×", stepMs: 20 * STEP_MS, everyMs: 500 },
] as const;
export type Speed = (typeof SPEEDS)[number];

/** The time that a timeline shows, ms since 1970. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * Rounds a time up to the grid, so that viewers share responses and a link to the time of a frame shows that frame. No
 * moment is later than now.
 */
export function toMoment(time: number, now: number): number {
  return Math.max(0, Math.min(Math.ceil(time / STEP_MS) * STEP_MS, latestMoment(now)));
}

export function latestMoment(now: number): number {
  return Math.floor(now / STEP_MS) * STEP_MS;
}

/** The shortest stretch that reaches back to a moment with some margin. @param reachMs how far back the past is kept */
export function spanFor(moment: number, now: number, reachMs = Infinity): number {
  const spans = SPANS_MS.filter((ms, place) => place === 0 || ms <= reachMs);
  const reaches = spans.find((ms) => (now - moment) * 1.25 <= ms);
  return reaches ?? spans[1] ?? HOUR_MS;
}

/**
 * The stretch of a length that ends now or, if that does not reach back far enough, lies around a moment. It always holds
 * the moment, even one of a clock that is slightly ahead.
 */
export function stretchAround(moment: number, spanMs: number, now: number, reachMs = Infinity): Stretch {
  const latest = Math.max(moment, latestMoment(now));
  const to = latest - moment <= spanMs ? latest : toMoment(moment + spanMs / 2, now);
  const earliest = toMoment(Math.max(0, now - reachMs), now);
  return { from: Math.min(moment, Math.max(earliest, to - spanMs)), to };
}

/** The moment that a key of a timeline leads to; null for other keys. */
export function moveByKey(key: string, moment: number, { from }: Stretch, now: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -STEP_MS,
    ArrowDown: -STEP_MS,
    ArrowRight: STEP_MS,
    ArrowUp: STEP_MS,
    PageDown: -FAR_STEP_MS,
    PageUp: FAR_STEP_MS,
  };
  if (key === "Home") return from;
  if (key === "End") return latestMoment(now);
  const step = steps[key];
  return step === undefined ? null : toMoment(moment + step, now);
}
