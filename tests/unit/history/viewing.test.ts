import { expect, test } from "vitest";
import { authenticate } from "#lib/access/viewer.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { createPast } from "#lib/history/viewing.ts";
import { StoreError } from "#lib/store/store.ts";
import { DAY, frame, NOON, STREAM } from "../../support/entries.ts";
import { historyOn } from "../../support/history.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const client = { headers: new Headers(), remoteAddress: "192.0.2.1" };

/** A stream's page at a moment of five days ago, whose original takes a request to find. */
function scene(hasOriginal?: () => Promise<boolean>) {
  const bucket = createMemoryBucket(() => NOON);
  const entry = frame(NOON - 5 * DAY);
  bucket.put(entry);
  bucket.putPreview(entry);
  const history = historyOn(bucket);
  const past = createPast({
    history: hasOriginal === undefined ? history : { ...history, hasOriginal },
    store: bucket,
    gallery: { wallOfStream: () => Promise.resolve(null) },
    trustedProxies: 0,
  });
  const query = { stream: STREAM, source: null, feed: null, at: entry.frame.time };
  async function open() {
    const viewer = await authenticate({ mode: "public" }, null, NOON);
    if (viewer === null) throw new Error("A public wall has no viewer.");
    return past.page(viewer, client, query);
  }
  return { open, time: entry.frame.time };
}

test("a page of the past shows a moment, and its original if it is still kept", async () => {
  const { open, time } = scene();
  const page = await open();
  expect(page).toMatchObject({ shown: { time } });
  expect(page).not.toHaveProperty("download", null);
  const { open: openExpired } = scene(() => Promise.resolve(false));
  expect(await openExpired()).toMatchObject({ shown: { time }, download: null });
});

test.each([
  ["busy when the budget ends with the question for the original", new BudgetError(1), "busy"],
  ["away when the store does not answer that question", new StoreError("head", new Error("reset")), null],
])("a page of the past is %s", async (_, error, page) => {
  expect(await scene(() => Promise.reject(error)).open()).toBe(page);
});

test("a page of the past throws any other error", async () => {
  await expect(scene(() => Promise.reject(new TypeError("a bug"))).open()).rejects.toThrow(TypeError);
});
