import type { Span } from "./coverage.ts";
import { MAX_MS } from "./stretches.ts";

const MINUTE_MS = 60_000;
/** Each divides a day, so that viewers of different stretches share most moments. */
const STEPS_MS = [0.5, 1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 240, 480, 1440].map(
  (minutes) => minutes * MINUTE_MS,
);
const MAX_MOMENTS = 200;

/** The moments of a stretch on a grid, ms since 1970. */
export type Sampling = { readonly stepMs: number; readonly moments: readonly number[] };

/** Whether the number of live streams can be asked of a stretch. */
export function isCountable([from, to]: Span): boolean {
  return from < to && to - from <= MAX_MS;
}

/**
 * The moments to look at in a stretch: on a grid of all stretches of about this length, at most 200, and fewer where each
 * costs more. They begin with the one that holds at the beginning of the stretch.
 *
 * They come coarse first: each further one lies in the widest gap. An answer in part thus tells of the whole stretch.
 *
 * @param max at least 1
 */
export function listSamples([from, to]: Span, max = MAX_MOMENTS): Sampling {
  const most = Math.max(2, Math.min(max, MAX_MOMENTS));
  const stepMs = STEPS_MS.find((ms) => (to - from) / ms + 1 <= most) ?? MAX_MS;
  const first = Math.floor(from / stepMs) * stepMs;
  const count = Math.max(1, Math.ceil((to - first) / stepMs));
  return { stepMs, moments: coarseFirst(count).map((place) => first + place * stepMs) };
}

/** The numbers below a count, those first that are divided by larger powers of two. */
function coarseFirst(count: number): number[] {
  const places: number[] = count > 0 ? [0] : [];
  let stride = 1;
  while (stride < count) stride *= 2;
  for (; stride >= 1; stride /= 2)
    for (let place = stride; place < count; place += 2 * stride) places.push(place);
  return places;
}
