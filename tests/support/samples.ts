// What a process exposes at a scrape.
import type { Sources } from "#lib/observability/gauges.ts";
import type { createMetrics, HookReport } from "#lib/observability/metrics.ts";

/** A process without a spool and a wall. */
export const NOTHING: Sources = {
  spool: () => Promise.resolve(null),
  wall: null,
  load: () => ({ hooks: 0, bytes: 0 }),
};

export const STORED: HookReport = {
  outcome: "stored",
  isAccepted: true,
  bytes: 1_000,
  durationMs: 40,
  signedBySecret: 1,
  faults: [],
  isBare: false,
};

/** Returns the samples of a metric. */
export async function samples(metrics: ReturnType<typeof createMetrics>, name: string, sources = NOTHING) {
  const text = await metrics.expose(sources);
  return text.split("\n").filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[ {]`).test(line));
}
