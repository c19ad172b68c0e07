// A network that wants one to sign in, or a proxy without its store, answers 200 with a page of its own.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects } from "#lib/store/objects.ts";
import type { Store } from "#lib/store/store.ts";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { FEED } from "../support/hook.ts";
import { storeSettings, storeWith } from "../support/receiving.ts";

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
    ["facts are not listed as none", (store, signal) => store.listFacts("all", signal)],
    ["frames are not listed as none", (store, signal) => store.listFrames(STREAM, Date.now(), 10, signal)],
    [
      "a fact is not taken for put",
      (store, signal) =>
        store.putFact({ stream: STREAM, feed: FEED, fact: { kind: "ended", time: 1e12 } }, signal),
    ],
    [
      "the keys of a bucket are not listed as none",
      () => openObjects(createClient(settings), settings.bucket).list("frames/").next(),
    ],
    ["the probe fails", (store, signal) => store.probe(signal)],
  ])("%s", async (_what, call) => {
    await expect(call(store, AbortSignal.timeout(10_000))).rejects.toMatchObject({ name: "StoreError" });
  });
});
