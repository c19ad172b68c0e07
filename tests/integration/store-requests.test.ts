// How many requests each method of the store is.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startOfLog } from "#lib/model/keys.ts";
import type { Store } from "#lib/store/store.ts";
import { type CountedStore, type Operation, startCountedStore } from "../support/counted-store.ts";
import { frameOf } from "../support/frames.ts";
import { newAccount } from "../support/receiving.ts";
import { storeSettings, storeWith } from "../support/store-client.ts";

const frame = frameOf(newAccount(), { source: "left" });
const { stream, feed, time } = frame;
const jpeg = Buffer.from("jpeg");

let counted: CountedStore;
let store: Store;
beforeAll(async () => {
  counted = await startCountedStore(storeSettings().endpoint ?? "");
  store = storeWith({ endpoint: counted.endpoint });
});
beforeEach(() => counted.reset());
afterAll(() => counted.stop());

test.each<[string, Operation, string, (of: Store, signal: AbortSignal) => Promise<unknown>]>([
  ["putOriginal", "PUT", "log/", (of, signal) => of.putOriginal(frame, jpeg, "look", signal)],
  ["putPreview", "PUT", "previews/", (of, signal) => of.putPreview(frame, jpeg, signal)],
  [
    "putEntry",
    "PUT",
    "log/",
    (of, signal) => of.putEntry({ kind: "ended", stream, feed, at: time, ended: time }, signal),
  ],
  ["putSource", "PUT", "feeds/", (of, signal) => of.putSource(stream, feed, "left", signal)],
  ["putFault", "PUT", "faults/", (of, signal) => of.putFault({ stream, hour: time, fault: "black" }, signal)],
  ["findSource", "LIST", "feeds/", (of, signal) => of.findSource(stream, feed, signal)],
  ["findLook", "HEAD", "log/", (of, signal) => of.findLook(frame, signal)],
  ["hasOriginal", "HEAD", "log/", (of, signal) => of.hasOriginal(frame, signal)],
  [
    "listLog",
    "LIST",
    "log/",
    (of, signal) => of.listLog({ after: startOfLog(time), until: time + 1 }, signal),
  ],
  ["listPreviews", "LIST", "previews/", (of, signal) => of.listPreviews(stream, time, 1, signal)],
  ["listHours", "LIST", "previews/", (of, signal) => of.listHours(stream, time, signal)],
  ["listFaults", "LIST", "faults/", (of, signal) => of.listFaults(stream, time, signal)],
])("%s is one %s below %s", async (_name, operation, prefix, call) => {
  await call(store, AbortSignal.timeout(10_000));
  expect(counted.requests).toHaveLength(1);
  expect(counted.count(operation, prefix)).toBe(1);
});
