import { expect, test } from "vitest";
import { createMetrics, type HookReport, type Sources } from "#lib/observability/metrics.ts";
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
const NOW = 1_800_000_000_000;

/** Returns the samples of a metric. */
async function samples(metrics: ReturnType<typeof createMetrics>, name: string, sources = NOTHING) {
  const text = await metrics.expose(sources);
  return text.split("\n").filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[ {]`).test(line));
}

function tile(age: number, ended: boolean, faults: readonly ("black" | "frozen")[]) {
  const time = NOW - age;
  const names = { id: `a/${age}`, stream: `a/${age}`, name: "a", source: null, feed: "f" };
  return { ...names, time, seen: time, ended, faults };
}

test("counts hooks by outcome, their bytes and durations", async () => {
  const metrics = createMetrics();
  metrics.onHook(STORED);
  metrics.onHook(STORED);
  metrics.onHook({ ...STORED, outcome: "unauthentic", signedBySecret: null });
  expect(await samples(metrics, "livewall_hooks_total")).toEqual([
    'livewall_hooks_total{outcome="stored"} 2',
    'livewall_hooks_total{outcome="unauthentic"} 1',
  ]);
  expect(await samples(metrics, "livewall_hook_bytes_total")).toEqual(["livewall_hook_bytes_total 3000"]);
  expect(await samples(metrics, "livewall_hook_duration_seconds")).toEqual(
    expect.arrayContaining([
      'livewall_hook_duration_seconds_bucket{le="0.025",outcome="stored"} 0',
      'livewall_hook_duration_seconds_bucket{le="0.05",outcome="stored"} 2',
      'livewall_hook_duration_seconds_sum{outcome="stored"} 0.08',
    ]),
  );
});

test("starts expected outcomes and secrets at zero", async () => {
  const metrics = createMetrics(Date.now, { outcomes: OUTCOMES, secrets: 2 });
  const lines = await samples(metrics, "livewall_(hooks|hooks_signed|bare_frames)_total");
  expect(lines).toEqual(
    expect.arrayContaining([
      'livewall_hooks_total{outcome="store"} 0',
      'livewall_hooks_signed_total{secret="1"} 0',
      'livewall_hooks_signed_total{secret="2"} 0',
      "livewall_bare_frames_total 0",
    ]),
  );
});

test("tells when each secret was last used", async () => {
  let clock = 1_000_000;
  const metrics = createMetrics(() => clock);
  metrics.onHook({ ...STORED, signedBySecret: 2 });
  clock = 2_000_000;
  metrics.onHook(STORED);
  metrics.onHook({ ...STORED, signedBySecret: null });
  expect(await samples(metrics, "livewall_secret_last_used_timestamp_seconds")).toEqual([
    'livewall_secret_last_used_timestamp_seconds{secret="2"} 1000',
    'livewall_secret_last_used_timestamp_seconds{secret="1"} 2000',
  ]);
});

test("counts frames with a fault, frames without a preview, and requests to S3", async () => {
  const metrics = createMetrics();
  metrics.onHook({ ...STORED, faults: ["black"] });
  metrics.onHook({ ...STORED, isBare: true });
  metrics.onStoreCall({ operation: "PutObject", status: "503", durationMs: 1 });
  expect(await samples(metrics, "livewall_(faulty_frames|bare_frames|store_requests)_total")).toEqual([
    'livewall_faulty_frames_total{fault="black"} 1',
    "livewall_bare_frames_total 1",
    'livewall_store_requests_total{operation="PutObject",status="503"} 1',
  ]);
});

test("measures the spool and the wall at each scrape", async () => {
  const metrics = createMetrics();
  const tiles = [
    tile(1_500, false, ["black"]),
    tile(100_000, false, ["frozen"]),
    // The last picture of a feed that is gone has no fault.
    tile(20 * 86_400_000, false, ["black"]),
    tile(10_000, true, ["black", "frozen"]),
  ];
  const sources: Sources = {
    spool: () => Promise.resolve({ hooks: 3, rejected: 1, damaged: 2, bytes: 900, isWritable: false }),
    wall: () => Promise.resolve({ tiles, asOf: NOW, now: NOW }),
  };
  const all = "livewall_(spool|feeds|faulty_feeds|newest).*";
  const expected = [
    "livewall_spool_hooks 3",
    "livewall_spool_rejected_hooks 1",
    "livewall_spool_damaged_hooks 2",
    "livewall_spool_bytes 900",
    "livewall_spool_writable 0",
    'livewall_feeds{state="live"} 1',
    'livewall_feeds{state="stalled"} 1',
    'livewall_feeds{state="offline"} 2',
    'livewall_faulty_feeds{fault="black"} 1',
    'livewall_faulty_feeds{fault="frozen"} 0',
    'livewall_faulty_feeds{fault="damaged"} 0',
    "livewall_newest_frame_age_seconds 1.5",
  ];
  for (let scrape = 1; scrape <= 2; scrape += 1)
    expect(await samples(metrics, all, sources)).toEqual(expected);
  expect(await samples(metrics, all)).toEqual([]);
});

test("leaves out a spool and a wall that cannot be read, and nothing else", async () => {
  const metrics = createMetrics();
  metrics.onHook(STORED);
  const fails = () => Promise.reject(new Error("EACCES: permission denied, scandir"));
  const text = await metrics.expose({ spool: fails, wall: fails });
  expect(text).toContain('livewall_hooks_total{outcome="stored"} 1');
  expect(text).not.toMatch(/^livewall_(spool|feeds)/m);
});

test("exposes the memory of the process", async () => {
  expect(await samples(createMetrics(), "process_resident_memory_bytes")).toHaveLength(1);
});
