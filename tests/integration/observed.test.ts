import { afterEach, expect, test } from "vitest";
import type { StoreReport } from "#lib/observability/metrics.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { type FaultyS3, type Faults, startFaultyS3 } from "../support/faulty-s3.ts";
import { frameOf } from "../support/frames.ts";
import { newAccount } from "../support/receiving.ts";
import { storeSettings } from "../support/store-client.ts";

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function observedStore(faults: Faults) {
  const s3 = await startFaultyS3(faults);
  started.push(s3);
  const reports: StoreReport[] = [];
  const settings = { ...storeSettings(), endpoint: s3.endpoint };
  const store = openStore(settings, { onCall: (report) => reports.push(report) });
  const stream = { account: newAccount(), name: "observed" };
  const put = (signal = AbortSignal.timeout(10_000)) => store.putSource(stream, "feed-1", "", signal);
  return { store, put, calls: () => reports.map(({ operation, status }) => `${operation} ${status}`) };
}

test("a request that S3 takes, and one that it refuses because the key is there", async () => {
  const { put, calls } = await observedStore(() => null);
  await put();
  await put();
  expect(calls()).toEqual(["PutObject 200", "PutObject 412"]);
});

test("each kind of request under the name that S3 has for it", async () => {
  const { store, calls } = await observedStore(() => null);
  await store.probe(AbortSignal.timeout(10_000));
  await store.hasOriginal(frameOf(newAccount()), AbortSignal.timeout(10_000));
  await store.findRetention(AbortSignal.timeout(10_000));
  expect(calls().map((call) => call.split(" ")[0])).toEqual([
    "PutObject",
    "GetObject",
    "ListObjectsV2",
    "DeleteObject",
    "HeadObject",
    "GetBucketLifecycleConfiguration",
  ]);
});

test("each try of one that fails at first", async () => {
  let tries = 0;
  const { put, calls } = await observedStore(() => (tries++ < 2 ? { status: 503, code: "SlowDown" } : null));
  await put();
  expect(calls()).toEqual(["PutObject 503", "PutObject 503", "PutObject 200"]);
});

test("one that is given up", async () => {
  const { put, calls } = await observedStore(() => "hang");
  await expect(put(AbortSignal.timeout(200))).rejects.toThrow("put failed");
  expect(calls()).toEqual(["PutObject no answer"]);
});

test("one whose connection breaks", async () => {
  const { put, calls } = await observedStore(() => "reset");
  await expect(put()).rejects.toThrow("put failed");
  expect(new Set(calls())).toEqual(new Set(["PutObject no answer"]));
});
