import type { LiveSample } from "#lib/model/past.ts";
import type { Stretch } from "./moments.ts";

/** The number of live streams at some moments, oldest first. Each holds until the next one, the last until `until`. */
export type Counts = { readonly samples: readonly LiveSample[]; readonly until: number };

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
 * The outline of a stack of bars, in pixels, as a path of SVG: from the first sample to the end of the known time.
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
  const toX = (at: number) => round(((Math.max(from, Math.min(at, to)) - from) / (to - from)) * width);
  const toY = (part: number) => round(height * (1 - part));
  const tops = samples.map((sample) => `H${toX(sample[0])}V${toY(toRange(sample)[1])}`);
  const bottoms = samples.map(
    (sample, place) => `H${toX(samples[place + 1]?.[0] ?? until)}V${toY(toRange(sample)[0])}`,
  );
  const [first] = samples;
  if (first === undefined) return "";
  const start = `M${toX(first[0])} ${toY(toRange(first)[0])}`;
  return `${start}${tops.join("")}H${toX(until)}${bottoms.reverse().join("")}Z`;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
