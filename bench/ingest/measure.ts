import type { RunningContender } from "./contender.ts";
import { post } from "./load.ts";
import type { Options } from "./options.ts";
import type { Work } from "./work.ts";

/** What one receiver did in one round. */
export type Round = {
  /** One hook at a time, ms. */
  readonly p50: number;
  readonly p99: number;
  /** Many at a time. */
  readonly hooksPerSecond: number;
  readonly loadedP50: number;
  readonly loadedP99: number;
  /** Of the receiver alone, in all its threads. */
  readonly cpuMsPerHook: number;
  readonly rssBytes: number;
};

/** Every feed is known and all code is compiled before anything counts. */
const WARM_UP_TURNS = 10;

let rounds = 0;

export async function measure(
  { url, usage }: RunningContender,
  work: Work,
  options: Options,
): Promise<Round> {
  const next = work.hooksOf(`BENCH${++rounds}`);
  await post(url, next, work.feeds * WARM_UP_TURNS, options.atOnce);
  const single = await post(url, next, options.single, 1);
  const before = await usage();
  const loaded = await post(url, next, options.hooks, options.atOnce);
  const after = await usage();
  return {
    p50: quantile(single.latencies, 0.5),
    p99: quantile(single.latencies, 0.99),
    hooksPerSecond: options.hooks / loaded.seconds,
    loadedP50: quantile(loaded.latencies, 0.5),
    loadedP99: quantile(loaded.latencies, 0.99),
    cpuMsPerHook: (after.cpuMs - before.cpuMs) / options.hooks,
    rssBytes: after.rssBytes,
  };
}

/** The median of each figure over the rounds. */
export function medianOf(rounds: readonly Round[]): Round {
  const median = (figure: keyof Round) =>
    quantile(
      rounds.map((round) => round[figure]),
      0.5,
    );
  return {
    p50: median("p50"),
    p99: median("p99"),
    hooksPerSecond: median("hooksPerSecond"),
    loadedP50: median("loadedP50"),
    loadedP99: median("loadedP99"),
    cpuMsPerHook: median("cpuMsPerHook"),
    rssBytes: median("rssBytes"),
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
