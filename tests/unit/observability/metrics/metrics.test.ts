import { describe, expect, test } from "vitest";
import { createMetrics, type HookReport, type Sources } from "#lib/observability/metrics/metrics.ts";
import { OUTCOMES } from "#lib/receiver/outcome.ts";

const NOTHING: Sources = { spool: () => Promise.resolve(null), wall: () => Promise.resolve(null) };
const STORED: HookReport = {
  outcome: "stored",
  bytes: 1_000,
  durationMs: 40,
  signedBySecret: 1,
  faults: [],
  isBare: false,
};

/** The lines of one metric, without its help. */
async function linesOf(metrics: ReturnType<typeof createMetrics>, name: string, sources = NOTHING) {
  const text = await metrics.expose(sources);
  return text.split("\n").filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[ {]`).test(line));
}

describe("the metrics", () => {
  test("count hooks by outcome, and their bytes", async () => {
    const metrics = createMetrics();
    metrics.onHook(STORED);
    metrics.onHook(STORED);
    metrics.onHook({ ...STORED, outcome: "unauthentic", signedBySecret: null });
    expect(await linesOf(metrics, "livewall_hooks_total")).toEqual([
      'livewall_hooks_total{outcome="stored"} 2',
      'livewall_hooks_total{outcome="unauthentic"} 1',
    ]);
    expect(await linesOf(metrics, "livewall_hook_bytes_total")).toEqual(["livewall_hook_bytes_total 3000"]);
  });

  test("begin at nothing, so that the first hook that is lost is an increase", async () => {
    const metrics = createMetrics(Date.now, { outcomes: OUTCOMES, secrets: 2 });
    const lines = await linesOf(metrics, "livewall_hooks_total");
    expect(lines).toContain('livewall_hooks_total{outcome="store"} 0');
    expect(lines).toContain('livewall_hooks_total{outcome="stored"} 0');
    expect(await linesOf(metrics, "livewall_hooks_signed_total")).toEqual([
      'livewall_hooks_signed_total{secret="1"} 0',
      'livewall_hooks_signed_total{secret="2"} 0',
    ]);
  });

  test("count frames without a preview, from none on", async () => {
    const metrics = createMetrics();
    expect(await linesOf(metrics, "livewall_bare_frames_total")).toEqual(["livewall_bare_frames_total 0"]);
    metrics.onHook({ ...STORED, isBare: true });
    metrics.onHook(STORED);
    expect(await linesOf(metrics, "livewall_bare_frames_total")).toEqual(["livewall_bare_frames_total 1"]);
  });

  test("tell how long hooks took, in seconds", async () => {
    const metrics = createMetrics();
    metrics.onHook(STORED);
    const lines = await linesOf(metrics, "livewall_hook_duration_seconds");
    expect(lines).toContain('livewall_hook_duration_seconds_bucket{outcome="stored",le="0.025"} 0');
    expect(lines).toContain('livewall_hook_duration_seconds_bucket{outcome="stored",le="0.05"} 1');
    expect(lines).toContain('livewall_hook_duration_seconds_sum{outcome="stored"} 0.04');
  });

  test("tell when each secret was last used: the old one can go when it is no longer", async () => {
    let clock = 1_000_000;
    const metrics = createMetrics(() => clock);
    metrics.onHook({ ...STORED, signedBySecret: 2 });
    clock = 2_000_000;
    metrics.onHook(STORED);
    metrics.onHook({ ...STORED, signedBySecret: null });
    expect(await linesOf(metrics, "livewall_secret_last_used_timestamp_seconds")).toEqual([
      'livewall_secret_last_used_timestamp_seconds{secret="2"} 1000',
      'livewall_secret_last_used_timestamp_seconds{secret="1"} 2000',
    ]);
    expect(await linesOf(metrics, "livewall_hooks_signed_total")).toHaveLength(2);
  });

  test("count pictures with a fault, and requests to S3", async () => {
    const metrics = createMetrics();
    metrics.onHook({ ...STORED, faults: ["black"] });
    metrics.onStoreCall({ operation: "PutObject", status: "503", durationMs: 1 });
    expect(await linesOf(metrics, "livewall_faulty_frames_total")).toEqual([
      'livewall_faulty_frames_total{fault="black"} 1',
    ]);
    expect(await linesOf(metrics, "livewall_store_requests_total")).toEqual([
      'livewall_store_requests_total{operation="PutObject",status="503"} 1',
    ]);
  });

  test("look up the spool and the wall each time, and leave out what cannot be told", async () => {
    const metrics = createMetrics();
    expect(await linesOf(metrics, "livewall_(spool|feeds|newest).*")).toEqual([]);
    const sources: Sources = {
      spool: () => Promise.resolve({ hooks: 3, rejected: 1, bytes: 900 }),
      wall: () =>
        Promise.resolve({
          states: { live: 2, stalled: 0, offline: 1 },
          faults: { black: 0, frozen: 1, damaged: 0 },
          newestAgeMs: 1_500,
        }),
    };
    expect(await linesOf(metrics, "livewall_(spool|feeds|faulty_feeds|newest).*", sources)).toEqual([
      "livewall_spool_hooks 3",
      "livewall_spool_rejected_hooks 1",
      "livewall_spool_bytes 900",
      'livewall_feeds{state="live"} 2',
      'livewall_feeds{state="stalled"} 0',
      'livewall_feeds{state="offline"} 1',
      'livewall_faulty_feeds{fault="black"} 0',
      'livewall_faulty_feeds{fault="frozen"} 1',
      'livewall_faulty_feeds{fault="damaged"} 0',
      "livewall_newest_frame_age_seconds 1.5",
    ]);
  });

  test("leave out a spool and a wall that cannot be looked at, and nothing else", async () => {
    const metrics = createMetrics();
    metrics.onHook(STORED);
    const fails = () => Promise.reject(new Error("EACCES: permission denied, scandir"));
    const text = await metrics.expose({ spool: fails, wall: fails });
    expect(text).toContain('livewall_hooks_total{outcome="stored"} 1');
    expect(text).not.toMatch(/^livewall_(spool|feeds)/m);
  });

  test("tell of the process as other programs do", async () => {
    const metrics = createMetrics();
    for (const name of [
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
      "nodejs_eventloop_lag_p99_seconds",
    ]) {
      expect(await linesOf(metrics, name)).toHaveLength(1);
    }
  });
});
