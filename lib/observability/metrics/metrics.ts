import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { Fault } from "#lib/model/frame.ts";
import type { State } from "#lib/model/state.ts";
import type { Measure } from "#lib/spool/spool.ts";
import { observeProcess } from "./process.ts";

/** One hook that was answered. */
export type HookReport = {
  readonly outcome: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** Which of the secrets, from 1, its signature was made with; null when with none. */
  readonly signedBySecret: number | null;
  readonly faults: readonly string[];
  /** Whether it is of a frame that was stored without its preview. */
  readonly isBare: boolean;
};

/** One request to S3, each try by itself. */
export type StoreReport = {
  readonly operation: string;
  /** The status of the answer, or `no answer`. */
  readonly status: string;
  readonly durationMs: number;
};

/** What is looked up when somebody asks. Null, or a rejection, where it cannot be told now: that is left out. */
export type Sources = {
  readonly spool: () => Promise<Measure | null>;
  readonly wall: () => Promise<{
    readonly states: Readonly<Record<State, number>>;
    readonly faults: Readonly<Record<Fault, number>>;
    /** Null when there is no feed. */
    readonly newestAgeMs: number | null;
  } | null>;
};

/** Counts what this process does. Labels come from fixed lists: no name, address or key is in them. */
export type Metrics = {
  readonly onHook: (report: HookReport) => void;
  readonly onStoreCall: (report: StoreReport) => void;
  /** All that is counted, as Prometheus reads it (text exposition format 0.0.4). */
  readonly expose: (sources: Sources) => Promise<string>;
};

/** In seconds, up to the provider's patience. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is counted from the start at nothing: an increase from nowhere is none to Prometheus. */
export type Expected = { readonly outcomes: readonly string[]; readonly secrets: number };

export function createMetrics(
  now: () => number = Date.now,
  expected: Expected = { outcomes: [], secrets: 0 },
): Metrics {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  const meter = new MeterProvider({ readers: [reader] }).getMeter("livewall");
  const seconds = { advice: { explicitBucketBoundaries: DURATION_BUCKETS } };

  const hooks = meter.createCounter("livewall_hooks", { description: "Hooks answered, by outcome" });
  const hookBytes = meter.createCounter("livewall_hook_bytes", { description: "Bytes of hooks' bodies" });
  const hookDuration = meter.createHistogram("livewall_hook_duration_seconds", {
    description: "From the first byte of a hook to its answer",
    ...seconds,
  });
  const signed = meter.createCounter("livewall_hooks_signed", {
    description: "Hooks that were signed, by the place of their secret in WEBHOOK_SECRET",
  });
  const lastSigned = meter.createGauge("livewall_secret_last_used_timestamp_seconds", {
    description: "When a hook was last signed with the secret at that place in WEBHOOK_SECRET",
  });
  const faulty = meter.createCounter("livewall_faulty_frames", {
    description: "Frames that are black, frozen or damaged",
  });
  const bareFrames = meter.createCounter("livewall_bare_frames", {
    description: "Frames stored without a preview",
  });
  const storeRequests = meter.createCounter("livewall_store_requests", {
    description: "Requests to S3, by operation and status; a retry is one more",
  });
  const storeDuration = meter.createHistogram("livewall_store_request_duration_seconds", {
    description: "Until S3 answered a request",
    ...seconds,
  });
  const spoolHooks = meter.createObservableGauge("livewall_spool_hooks", {
    description: "Hooks on disk that wait for the store",
  });
  const spoolRejected = meter.createObservableGauge("livewall_spool_rejected_hooks", {
    description: "Hooks on disk that were put aside, because they can never be stored",
  });
  const spoolBytes = meter.createObservableGauge("livewall_spool_bytes", {
    description: "What all of them weigh",
  });
  const feeds = meter.createObservableGauge("livewall_feeds", { description: "Feeds on the wall, by state" });
  const faultyFeeds = meter.createObservableGauge("livewall_faulty_feeds", {
    description: "Live feeds whose newest picture is black, frozen or damaged",
  });
  const newestAge = meter.createObservableGauge("livewall_newest_frame_age_seconds", {
    description: "How long ago any feed was last seen alive",
  });
  observeProcess(meter);

  bareFrames.add(0);
  for (const outcome of expected.outcomes) hooks.add(0, { outcome });
  for (let secret = 1; secret <= expected.secrets; secret += 1) signed.add(0, { secret: String(secret) });

  let sources: Sources | undefined;
  meter.addBatchObservableCallback(
    async (result) => {
      const spool = await sources?.spool().catch(() => null);
      if (!spool) return;
      result.observe(spoolHooks, spool.hooks);
      result.observe(spoolRejected, spool.rejected);
      result.observe(spoolBytes, spool.bytes);
    },
    [spoolHooks, spoolRejected, spoolBytes],
  );
  meter.addBatchObservableCallback(
    async (result) => {
      const wall = await sources?.wall().catch(() => null);
      if (!wall) return;
      for (const [state, count] of Object.entries(wall.states)) result.observe(feeds, count, { state });
      for (const [fault, count] of Object.entries(wall.faults)) result.observe(faultyFeeds, count, { fault });
      if (wall.newestAgeMs !== null) result.observe(newestAge, wall.newestAgeMs / 1000);
    },
    [feeds, faultyFeeds, newestAge],
  );

  return {
    onHook({ outcome, bytes, durationMs, signedBySecret, faults, isBare }) {
      hooks.add(1, { outcome });
      hookBytes.add(bytes);
      hookDuration.record(durationMs / 1000, { outcome });
      for (const fault of faults) faulty.add(1, { fault });
      if (isBare) bareFrames.add(1);
      if (signedBySecret === null) return;
      const secret = { secret: String(signedBySecret) };
      signed.add(1, secret);
      lastSigned.record(now() / 1000, secret);
    },
    onStoreCall({ operation, status, durationMs }) {
      storeRequests.add(1, { operation, status });
      storeDuration.record(durationMs / 1000, { operation });
    },
    async expose(given) {
      sources = given;
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) throw new AggregateError(errors, "not everything could be counted");
      return serializer.serialize(resourceMetrics);
    },
  };
}
