// A network that wants one to sign in, or a proxy without its store, answers 200 with a page of its own.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects } from "../../cli/bucket/objects.ts";
import type { Store } from "#lib/store/store.ts";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { frameOf } from "../support/frames.ts";
import { storeSettings, storeWith } from "../support/store-client.ts";

const STREAM = { account: "ZG6NWV", name: "teststream" };

let s3: FaultyS3;
let settings: StoreSettings;
let store: Store;
beforeEach(async () => {
  s3 = await startFaultyS3(() => "page");
  settings = { ...storeSettings(), endpoint: s3.endpoint };
  store = storeWith(settings);
});
afterEach(() => s3.stop());

describe("where a page answers in place of the store,", () => {
  test.each<[string, (store: Store, signal: AbortSignal) => Promise<unknown>]>([
    [
      "the log is not listed as empty",
      (store, signal) => store.listLog({ after: "log/", until: Date.now() }, signal),
    ],
    ["previews are not listed as none", (store, signal) => store.listPreviews(STREAM, 2e12, 10, signal)],
    ["streams are not listed as none", (store, signal) => store.listStreams(signal).next()],
    ["a source is not unknown", (store, signal) => store.findSource(STREAM, "feed-1", signal)],
    [
      "an original does not count as stored",
      (store, signal) => store.putOriginal(frameOf("ZG6NWV"), Buffer.from("jpeg"), null, signal),
    ],
    ["an original is not there", (store, signal) => store.hasOriginal(frameOf("ZG6NWV"), signal)],
    [
      "an entry does not count as stored",
      (store, signal) =>
        store.putEntry({ kind: "ended", stream: STREAM, feed: "feed-1", at: 2e12, ended: 2e12 }, signal),
    ],
    [
      "the keys of a bucket are not listed as none",
      () => openObjects(createClient(settings), settings.bucket).list("log/").next(),
    ],
    ["the probe fails", (store, signal) => store.probe(signal)],
  ])("%s", async (_what, call) => {
    await expect(call(store, AbortSignal.timeout(10_000))).rejects.toMatchObject({ name: "StoreError" });
  });
});
