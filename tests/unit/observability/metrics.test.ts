import { afterEach, expect, test, vi } from "vitest";
import type { Sources } from "#lib/observability/gauges.ts";
import { createMetrics, type HookReport } from "#lib/observability/metrics.ts";
import { OUTCOMES } from "#lib/receiver/outcome.ts";
import packageJson from "../../../package.json" with { type: "json" };

const NOTHING: Sources = {
  spool: () => Promise.resolve(null),
  wall: null,
  load: () => ({ hooks: 0, bytes: 0 }),
};
const STORED: HookReport = {
  outcome: "stored",
  isAccepted: true,
  bytes: 1_000,
  durationMs: 40,
  signedBySecret: 1,
  faults: [],
  isBare: false,
};
const NOW = 1_800_000_000_000;

afterEach(() => void vi.useRealTimers());

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

test("starts every counter and histogram at zero", async () => {
  const metrics = createMetrics(Date.now, { outcomes: OUTCOMES, secrets: 2 });
  metrics.countAnswers(["/api/feeds"]);
  const text = await metrics.expose(NOTHING);
  const own = [...text.matchAll(/^# TYPE (livewall_\w+) (counter|histogram)$/gm)].map(([, name]) => name);
  expect(own).toHaveLength(9);
  for (const name of own) expect(text).toMatch(new RegExp(`^${name}(_count)?(\\{[^}]*\\})? 0$`, "m"));
  const labels = ['outcome="store"', 'secret="2"', 'fault="damaged"', 'operation="PutObject",status="200"'];
  for (const label of [...labels, 'address="/api/feeds",status="2xx"']) {
    expect(text).toMatch(new RegExp(`_total\\{${label}\\} 0$`, "m"));
  }
});

test("tells its version, and when it began", async () => {
  const text = await createMetrics().expose(NOTHING);
  expect(text).toContain(
    `livewall_build_info{version="${packageJson.version}",node="${process.versions.node}"} 1`,
  );
  expect(text).toMatch(/^process_start_time_seconds \d{10}/m);
});

test("tells when a hook was last accepted", async () => {
  let clock = 1_000_000;
  const metrics = createMetrics(() => clock);
  const name = "livewall_last_accepted_hook_timestamp_seconds";
  expect(await samples(metrics, name)).toEqual([`${name} 0`]);
  metrics.onHook(STORED);
  clock = 2_000_000;
  metrics.onHook({ ...STORED, outcome: "store", isAccepted: false });
  expect(await samples(metrics, name)).toEqual([`${name} 1000`]);
});

test("counts answers by their address and the class of their status", async () => {
  const metrics = createMetrics();
  const onAnswer = metrics.countAnswers(["/", "/api/feeds"]);
  onAnswer("/api/feeds", 200);
  onAnswer("/api/feeds", 304);
  onAnswer("/api/feeds", 304);
  onAnswer("/", 503);
  const counted = (await samples(metrics, "livewall_answers_total")).filter((line) => !line.endsWith(" 0"));
  expect(counted.sort()).toEqual([
    'livewall_answers_total{address="/",status="5xx"} 1',
    'livewall_answers_total{address="/api/feeds",status="2xx"} 1',
    'livewall_answers_total{address="/api/feeds",status="3xx"} 2',
  ]);
});

test("measures the hooks in flight", async () => {
  const load = () => ({ hooks: 3, bytes: 600_000 });
  expect(await samples(createMetrics(), "livewall_(hooks|bytes)_in_flight", { ...NOTHING, load })).toEqual([
    "livewall_hooks_in_flight 3",
    "livewall_bytes_in_flight 600000",
  ]);
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
  const all = await samples(metrics, "livewall_(faulty_frames|bare_frames|store_requests)_total");
  expect(all.filter((line) => !line.endsWith(" 0"))).toEqual([
    'livewall_faulty_frames_total{fault="black"} 1',
    "livewall_bare_frames_total 1",
    'livewall_store_requests_total{operation="PutObject",status="503"} 1',
  ]);
});

test("measures the spool and the wall at each scrape", async () => {
  const metrics = createMetrics(() => NOW);
  const tiles = [
    tile(1_500, false, ["black"]),
    tile(100_000, false, ["frozen"]),
    // The last picture of a feed that is gone has no fault.
    tile(20 * 86_400_000, false, ["black"]),
    tile(10_000, true, ["black", "frozen"]),
  ];
  const usage = { hooks: 3, rejected: 1, damaged: 2, bytes: 900, maxBytes: 1_000, isWritable: false };
  const sources: Sources = {
    ...NOTHING,
    spool: () => Promise.resolve({ ...usage, oldestAt: NOW - 5_000 }),
    wall: () => Promise.resolve({ tiles, asOf: NOW - 1_000, now: NOW }),
  };
  const all = "livewall_(spool|feeds|faulty_feeds|newest|last_listing).*";
  const expected = [
    "livewall_spool_hooks 3",
    "livewall_spool_rejected_hooks 1",
    "livewall_spool_damaged_hooks 2",
    "livewall_spool_bytes 900",
    "livewall_spool_limit_bytes 1000",
    "livewall_spool_oldest_hook_age_seconds 5",
    "livewall_spool_writable 0",
    'livewall_feeds{state="live"} 1',
    'livewall_feeds{state="stalled"} 1',
    'livewall_feeds{state="offline"} 2',
    'livewall_faulty_feeds{fault="black"} 1',
    'livewall_faulty_feeds{fault="frozen"} 0',
    'livewall_faulty_feeds{fault="damaged"} 0',
    "livewall_newest_frame_age_seconds 1.5",
    `livewall_last_listing_timestamp_seconds ${NOW / 1000 - 1}`,
  ];
  for (let scrape = 1; scrape <= 2; scrape += 1)
    expect(await samples(metrics, all, sources)).toEqual(expected);
  expect(await samples(metrics, all)).toEqual([]);
});

test.each([
  ["the wall is empty", () => Promise.resolve({ tiles: [], asOf: NOW, now: NOW }), NOW / 1000],
  ["the store was never read", () => Promise.resolve(null), 0],
  ["the store cannot be read", () => Promise.reject(new Error("away")), 0],
])("says that no frame is known when %s", async (_, wall, listed) => {
  const names = "livewall_(newest_frame_age_seconds|last_listing_timestamp_seconds)";
  expect(await samples(createMetrics(), names, { ...NOTHING, wall })).toEqual([
    "livewall_newest_frame_age_seconds +Inf",
    `livewall_last_listing_timestamp_seconds ${listed}`,
  ]);
});

test("answers without a spool and a wall that fail or hang", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const fails = () => Promise.reject(new Error("EACCES: permission denied, scandir"));
  const hangs = () => new Promise<never>(() => undefined);
  const metrics = createMetrics();
  metrics.onHook(STORED);
  for (const source of [fails, hangs]) {
    const exposed = metrics.expose({ ...NOTHING, spool: source, wall: source });
    await vi.advanceTimersByTimeAsync(2_000);
    const text = await exposed;
    expect(text).toContain('livewall_hooks_total{outcome="stored"} 1');
    expect(text).not.toMatch(/^livewall_(spool|feeds)/m);
    expect(vi.getTimerCount()).toBe(0);
  }
});

test("exposes the memory of the process", async () => {
  expect(await samples(createMetrics(), "process_resident_memory_bytes")).toHaveLength(1);
});
