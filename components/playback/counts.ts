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
 * The outline of a stack of bars, in pixels, as a path of SVG: from the first sample to the end of the known time. Where a bar
 * has no height, nothing is drawn: nothing was on air.
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
  const bars = samples.map((sample, place) => {
    const [bottom, top] = toRange(sample);
    const ends = toX(samples[place + 1]?.[0] ?? until);
    return { x: toX(sample[0]), ends, bottom: toY(bottom), top: toY(top), isDrawn: top > bottom };
  });
  let path = "";
  for (let start = 0; start < bars.length; start += 1) {
    const end = bars.findIndex((bar, place) => place >= start && !bar.isDrawn);
    const run = bars.slice(start, end === -1 ? undefined : end);
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) continue;
    const tops = run.map(({ x, top }) => `H${x}V${top}`);
    const bottoms = run.map(({ ends, bottom }) => `H${ends}V${bottom}`);
    path += `M${first.x} ${first.bottom}${tops.join("")}H${last.ends}${bottoms.reverse().join("")}Z`;
    start += run.length;
  }
  return path;
}

/** The shortest stretch that begins with what is known. */
const MIN_FITTED_MS = 15 * MINUTE_MS;

/** Where a stretch should begin: with the first stream that was on in it, and the moment in it. */
export function firstOn({ samples }: Counts, { from, to }: Stretch, moment: number): number {
  const first = samples.find(([at, live, attention]) => at >= from && live + attention > 0)?.[0] ?? from;
  return Math.max(from, Math.min(first - MINUTE_MS, moment - MINUTE_MS, to - MIN_FITTED_MS));
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
