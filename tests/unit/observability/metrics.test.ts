import { afterEach, expect, test, vi } from "vitest";
import { createMetrics } from "#lib/observability/metrics.ts";
import { OUTCOMES } from "#lib/receiver/outcome.ts";
import { NOTHING, samples, STORED } from "../../support/samples.ts";
import packageJson from "../../../package.json" with { type: "json" };

afterEach(() => void vi.useRealTimers());

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

test("exposes the memory of the process", async () => {
  expect(await samples(createMetrics(), "process_resident_memory_bytes")).toHaveLength(1);
});
