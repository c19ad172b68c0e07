import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { countStates } from "#lib/model/state.ts";
import { stateTime, type BareTile, type Clocks } from "#lib/model/wall.ts";

/** One answered hook. */
export type HookReport = {
  readonly outcome: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** The position of the secret that signed the hook, from 1; null without a valid signature. */
  readonly signedBySecret: number | null;
  readonly faults: readonly string[];
  /** The frame was stored without its preview. */
  readonly isBare: boolean;
};

/** One request to S3; each retry is one more. */
export type StoreReport = {
  readonly operation: string;
  /** The status of the answer, or `no answer`. */
  readonly status: string;
  readonly durationMs: number;
};

type WallTiles = Clocks & { readonly tiles: readonly BareTile[] };
type SpoolUsage = {
  readonly hooks: number;
  readonly rejected: number;
  readonly damaged: number;
  readonly bytes: number;
  readonly isWritable: boolean;
};

/** What is measured at each scrape. Null, or a rejection, leaves the metrics of the source out. */
export type Sources = {
  readonly spool: () => Promise<SpoolUsage | null>;
  readonly wall: () => Promise<WallTiles | null>;
};

/** In seconds, up to the provider's timeout. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Makes the metrics of this process. Labels come from fixed lists: they hold no name, address or key.
 *
 * @param expected labels that start at zero: Prometheus sees no increase in a metric that appears
 */
export function createMetrics(
  now: () => number = Date.now,
  expected: { readonly outcomes: readonly string[]; readonly secrets: number } = { outcomes: [], secrets: 0 },
) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = (name: string, help: string, ...labelNames: string[]) =>
    new Histogram({ name, help, labelNames, buckets: DURATION_BUCKETS, registers });

  const hooks = counter("livewall_hooks_total", "Hooks answered", "outcome");
  const hookBytes = counter("livewall_hook_bytes_total", "Bytes of hooks' bodies");
  const hookDuration = histogram(
    "livewall_hook_duration_seconds",
    "Time from the first byte of a hook to its answer",
    "outcome",
  );
  const signed = counter(
    "livewall_hooks_signed_total",
    "Signed hooks, by the position of their secret in WEBHOOK_SECRET",
    "secret",
  );
  const lastSigned = new Gauge({
    name: "livewall_secret_last_used_timestamp_seconds",
    help: "Time of the last hook that was signed with the secret at this position in WEBHOOK_SECRET",
    labelNames: ["secret"],
    registers,
  });
  const faulty = counter("livewall_faulty_frames_total", "Black, frozen and damaged frames", "fault");
  const bareFrames = counter("livewall_bare_frames_total", "Frames stored without a preview");
  const storeRequests = counter(
    "livewall_store_requests_total",
    "Requests to S3; each retry is one more",
    "operation",
    "status",
  );
  const storeDuration = histogram(
    "livewall_store_request_duration_seconds",
    "Time until S3 answered a request",
    "operation",
  );

  for (const outcome of expected.outcomes) hooks.inc({ outcome }, 0);
  for (let secret = 1; secret <= expected.secrets; secret += 1) signed.inc({ secret }, 0);

  return {
    onHook: ({ outcome, bytes, durationMs, signedBySecret: secret, faults, isBare }: HookReport): void => {
      hooks.inc({ outcome });
      hookBytes.inc(bytes);
      hookDuration.observe({ outcome }, durationMs / 1000);
      for (const fault of faults) faulty.inc({ fault });
      if (isBare) bareFrames.inc();
      if (secret === null) return;
      signed.inc({ secret });
      lastSigned.set({ secret }, now() / 1000);
    },
    onStoreCall: ({ operation, status, durationMs }: StoreReport): void => {
      storeRequests.inc({ operation, status });
      storeDuration.observe({ operation }, durationMs / 1000);
    },
    /** Returns all metrics in Prometheus' text format. */
    async expose(sources: Sources): Promise<string> {
      const [spool, wall] = await Promise.all([
        sources.spool().catch(() => null),
        sources.wall().catch(() => null),
      ]);
      return Registry.merge([registry, toGauges(spool, wall)]).metrics();
    },
  };
}

/** Makes the gauges of one scrape. */
function toGauges(spool: SpoolUsage | null, wall: WallTiles | null): Registry {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name, help, registers }).set(value);
  const gauges = (name: string, help: string, label: string, values: Readonly<Record<string, number>>) => {
    const labelled = new Gauge({ name, help, labelNames: [label], registers });
    for (const [word, value] of Object.entries(values)) labelled.set({ [label]: word }, value);
  };
  if (spool !== null) {
    gauge("livewall_spool_hooks", "Hooks on disk that wait for the store", spool.hooks);
    gauge("livewall_spool_rejected_hooks", "Hooks on disk that can never be stored", spool.rejected);
    gauge("livewall_spool_damaged_hooks", "Hooks on disk whose bytes have changed there", spool.damaged);
    gauge("livewall_spool_bytes", "Bytes of all hooks on disk", spool.bytes);
    gauge(
      "livewall_spool_writable",
      "1 while the spool has room for a frame, 0 otherwise",
      +spool.isWritable,
    );
  }
  if (wall !== null) {
    const { black, frozen, damaged, ...states } = countStates(wall.tiles, stateTime(wall));
    const faults = { black, frozen, damaged };
    gauges("livewall_feeds", "Feeds on the wall", "state", states);
    gauges("livewall_faulty_feeds", "Live feeds whose newest picture has a fault", "fault", faults);
    const newest = wall.tiles.reduce((time, { seen }) => Math.max(time, seen ?? -Infinity), -Infinity);
    if (newest !== -Infinity) {
      const help = "Time since any feed was last seen alive";
      gauge("livewall_newest_frame_age_seconds", help, (wall.now - newest) / 1000);
    }
  }
  return registry;
}
