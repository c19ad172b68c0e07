import type { LiveSample } from "#lib/model/past.ts";
import { MINUTE_MS, type Stretch } from "./moments.ts";

/** The number of live streams at some moments, oldest first. Each holds until the next one, the last until `until`. */
export type Counts = {
  readonly samples: readonly LiveSample[];
  readonly until: number;
  /** All of the last stretch is told. */
  readonly isWhole: boolean;
};

/** The sample that holds at a moment; null where none is known. */
export function sampleAt({ samples, until }: Counts, moment: number): LiveSample | null {
  if (moment > until) return null;
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.[0] ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return samples[low - 1] ?? null;
}

/** The samples of a stretch, with the one that holds at its beginning. */
export function samplesOf(counts: Counts, { from, to }: Stretch): readonly LiveSample[] {
  const first = sampleAt(counts, from);
  const within = counts.samples.filter(([at]) => at > from && at < to);
  return first === null ? within : [first, ...within];
}

/** The largest number of streams that were on in a stretch. */
export function mostOn(samples: readonly LiveSample[]): number {
  return samples.reduce((most, [, live, attention]) => Math.max(most, live + attention), 0);
}

/**
 * Bars in pixels, as a path of SVG, from each sample to the next one or to the end of the known time. A bar without height is
 * not drawn: nothing was on air. Whole pixels leave no seams.
 *
 * @param toRange the bottom and the top of the bar of a sample
 */
export function toPath(
  samples: readonly LiveSample[],
  { from, to }: Stretch,
  until: number,
  [width, height]: readonly [number, number],
  toRange: (sample: LiveSample) => readonly [number, number],
): string {
  const toX = (at: number) => Math.round(((Math.max(from, Math.min(at, to)) - from) / (to - from)) * width);
  return samples
    .map((sample, place) => {
      const [bottom, top] = toRange(sample).map((part) => Math.round(height * (1 - part)));
      const ends = toX(samples[place + 1]?.[0] ?? until);
      return bottom === top ? "" : `M${toX(sample[0])} ${bottom}V${top}H${ends}V${bottom}Z`;
    })
    .join("");
}

/** The shortest stretch that begins with the data. */
const MIN_FITTED_MS = 15 * MINUTE_MS;

/** Where a stretch should begin: with the first stream that was on in it, and the moment in it. */
export function firstOn({ samples }: Counts, { from, to }: Stretch, moment: number): number {
  const first = samples.find(([at, live, attention]) => at >= from && live + attention > 0)?.[0] ?? from;
  return Math.max(from, Math.min(first - MINUTE_MS, moment - MINUTE_MS, to - MIN_FITTED_MS));
}
