// The requests of each method of the store, and the reports of them.
import { afterEach, describe, expect, test } from "vitest";
import { startOfLog } from "#lib/model/keys.ts";
import type { StoreReport } from "#lib/observability/metrics.ts";
import { createClient } from "#lib/store/client.ts";
import type { Store } from "#lib/store/store.ts";
import { openObjects } from "../../../cli/bucket/objects.ts";
import { type Faults, type FaultyS3, startFaultyS3 } from "../../support/faulty-s3.ts";
import { frameOf } from "../../support/frames.ts";
import { newAccount } from "../../support/receiver.ts";
import { storeSettings, storeWith } from "../../support/store-client.ts";

const frame = frameOf(newAccount(), { source: "left" });
const { stream, feed, time } = frame;
const jpeg = Buffer.from("jpeg");
const note = { kind: "note", at: time, frame } as const;
const range = { after: startOfLog(time), until: time + 1 };
const inTime = () => AbortSignal.timeout(10_000);

type Call = (store: Store, signal: AbortSignal) => Promise<unknown>;

/** The methods under the names that S3 has for their requests. */
const METHODS: [name: string, operations: string, call: Call][] = [
  ["putOriginal", "PutObject", (store, end) => store.putOriginal(frame, jpeg, "look", end)],
  ["putPreview", "PutObject", (store, end) => store.putPreview(frame, jpeg, end)],
  ["putEntry", "PutObject", (store, end) => store.putEntry(note, end)],
  ["putSource", "PutObject", (store, end) => store.putSource(stream, feed, "left", end)],
  ["putFault", "PutObject", (store, end) => store.putFault({ stream, hour: time, fault: "black" }, end)],
  ["findLook", "HeadObject", (store, end) => store.findLook(frame, end)],
  ["originalSize", "HeadObject", (store, end) => store.originalSize(frame, end)],
  ["findSource", "ListObjectsV2", (store, end) => store.findSource(stream, feed, end)],
  ["listLog", "ListObjectsV2", (store, end) => store.listLog(range, end)],
  ["listPreviews", "ListObjectsV2", (store, end) => store.listPreviews(stream, time, 1, end)],
  ["listHours", "ListObjectsV2", (store, end) => store.listHours(stream, time, end)],
  ["listFaults", "ListObjectsV2", (store, end) => store.listFaults(stream, time, end)],
  ["listAllFaults", "ListObjectsV2", (store, end) => store.listAllFaults(null, end)],
  ["listStreams", "ListObjectsV2", (store, end) => store.listStreams(end).next()],
  ["probe", "PutObject GetObject ListObjectsV2 DeleteObject", (store, end) => store.probe(end)],
];

const started: FaultyS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function observedStore(faults: Faults = () => null) {
  const s3 = await startFaultyS3(faults);
  started.push(s3);
  const reports: StoreReport[] = [];
  const store = storeWith({ endpoint: s3.endpoint }, { onCall: (report) => reports.push(report) });
  const put = (signal = inTime()) => store.putSource({ ...stream, name: "observed" }, feed, "", signal);
  return { s3, store, put, reports };
}

test.each<(typeof METHODS)[number]>([
  ...METHODS,
  ["findRetention", "GetBucketLifecycleConfiguration", (store, end) => store.findRetention(end)],
])("%s is one request for each of %s", async (_name, operations, call) => {
  const { s3, store, reports } = await observedStore();
  await call(store, inTime());
  expect(s3.requests).toHaveLength(reports.length);
  expect(reports.map(({ operation }) => operation).join(" ")).toBe(operations);
});

/** A network that wants one to sign in answers so, or a proxy without its store. */
describe("where a page answers 200 in place of the store", () => {
  test.each(METHODS)("%s fails", async (_name, _operations, call) => {
    const { store } = await observedStore(() => "page");
    await expect(call(store, inTime())).rejects.toMatchObject({ name: "StoreError" });
  });

  test("the keys of a bucket are not listed as none", async () => {
    const { s3 } = await observedStore(() => "page");
    const settings = { ...storeSettings(), endpoint: s3.endpoint };
    const keys = openObjects(createClient(settings), settings.bucket).list("log/");
    await expect(keys.next()).rejects.toMatchObject({ name: "StoreError" });
  });
});

describe("the report of a request tells", () => {
  test("that its key exists", async () => {
    const { put, reports } = await observedStore();
    await put();
    await put();
    expect(reports.map(({ status }) => status)).toEqual(["200", "412"]);
  });

  test("each try", async () => {
    let tries = 0;
    const { put, reports } = await observedStore(() =>
      tries++ < 2 ? { status: 503, code: "SlowDown" } : null,
    );
    await put();
    expect(reports.map(({ status }) => status).slice(0, 2)).toEqual(["503", "503"]);
    expect(reports).toHaveLength(3);
  });

  test.each([
    ["is given up", "hang", 200],
    ["loses its connection", "reset", 10_000],
  ] as const)("that it %s", async (_what, fault, ms) => {
    const { put, reports } = await observedStore(() => fault);
    await expect(put(AbortSignal.timeout(ms))).rejects.toThrow("put failed");
    expect(new Set(reports.map(({ status }) => status))).toEqual(new Set(["no answer"]));
  });
});
