import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { FAULTS } from "#lib/model/frame.ts";
import packageJson from "../../package.json" with { type: "json" };
import { measure, type Sources } from "./gauges.ts";

/** One answered hook. */
export type HookReport = {
  readonly outcome: string;
  /** It was answered 200. */
  readonly isAccepted: boolean;
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

/** In seconds, up to the provider's timeout. */
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The requests of a receiver and a wall. */
const OPERATIONS = ["PutObject", "HeadObject", "GetObject", "ListObjectsV2"];
const STATUSES = ["2xx", "3xx", "4xx", "5xx"];

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
  const lastAccepted = new Gauge({
    name: "livewall_last_accepted_hook_timestamp_seconds",
    help: "Time of the last hook that was answered 200; 0 for none since the start",
    registers,
  });
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

  const answers = counter(
    "livewall_answers_total",
    "Answers of the server program, hooks included",
    "address",
    "status",
  );
  new Gauge({
    name: "livewall_build_info",
    help: "1, with the version of Livewall and of Node.js",
    labelNames: ["version", "node"],
    registers,
  }).set({ version: packageJson.version, node: process.versions.node }, 1);

  for (const outcome of expected.outcomes) {
    hooks.inc({ outcome }, 0);
    hookDuration.zero({ outcome });
  }
  for (const fault of FAULTS) faulty.inc({ fault }, 0);
  for (const operation of OPERATIONS) {
    for (const status of ["200", "503", "no answer"]) storeRequests.inc({ operation, status }, 0);
    storeDuration.zero({ operation });
  }
  for (let secret = 1; secret <= expected.secrets; secret += 1) signed.inc({ secret }, 0);

  return {
    onHook: ({
      outcome,
      isAccepted,
      bytes,
      durationMs,
      signedBySecret: secret,
      faults,
      isBare,
    }: HookReport): void => {
      hooks.inc({ outcome });
      hookBytes.inc(bytes);
      if (isAccepted) lastAccepted.set(now() / 1000);
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
    /**
     * Starts to count the answers at these addresses, by the class of their status, such as `2xx`.
     *
     * @returns the function that counts one
     */
    countAnswers: (addresses: readonly string[]): ((address: string, status: number) => void) => {
      for (const address of addresses) for (const status of STATUSES) answers.inc({ address, status }, 0);
      return (address, status) => answers.inc({ address, status: `${Math.floor(status / 100)}xx` });
    },
    /** Returns all metrics in Prometheus' text format. */
    expose: async (sources: Sources): Promise<string> =>
      Registry.merge([registry, await measure(sources, now())]).metrics(),
  };
}
