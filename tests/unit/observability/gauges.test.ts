import { expect, onTestFinished, test, vi } from "vitest";
import type { Sources } from "#lib/observability/gauges.ts";
import { createMetrics } from "#lib/observability/metrics.ts";
import { NOTHING, samples, STORED } from "../../support/samples.ts";

const NOW = 1_800_000_000_000;

function tile(age: number, ended: boolean, faults: readonly ("black" | "frozen")[]) {
  const time = NOW - age;
  const names = { id: `a/${age}`, stream: `a/${age}`, name: "a", source: null, feed: "f" };
  return { ...names, time, seen: time, ended, faults, since: null, aspect: null, original: null };
}

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
  onTestFinished(() => void vi.useRealTimers());
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
