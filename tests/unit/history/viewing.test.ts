import { expect, test } from "vitest";
import { parseScope } from "#lib/access/scope.ts";
import { authenticate, type Viewer } from "#lib/access/viewer.ts";
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
  async function findViewer(): Promise<Viewer> {
    const viewer = await authenticate({ mode: "public" }, null, NOON);
    if (viewer === null) throw new Error("A public wall has no viewer.");
    return viewer;
  }
  const open = async () => past.page(await findViewer(), client, query);
  /** The kind of the picture that a request gets. @param streams that the viewer may see; all by default */
  async function picture(feed: string | null, streams?: readonly string[]) {
    const viewer = await findViewer();
    const scope = streams === undefined ? null : parseScope(streams);
    const found = await past.picture(scope === null ? viewer : { ...viewer, scope }, client, {
      ...query,
      feed,
    });
    return found === "busy" || found === null ? found : (found.url?.split("/")[3] ?? "none");
  }
  return { open, picture, bucket, entry, time: entry.frame.time };
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

test("a past picture is the original; once that has expired, the preview", async () => {
  const { bucket, entry, picture } = scene();
  expect(await picture(entry.frame.feed)).toBe("original");
  // The log told that it is there.
  expect(bucket.count("original")).toBe(0);
  expect(await picture(null)).toBe("original");
  const later = scene();
  later.bucket.erase(entry.frame.stream);
  later.bucket.putPreview(entry);
  for (const feed of [entry.frame.feed, null]) expect(await later.picture(feed)).toBe("preview");
});

test("a past picture of a stream that a viewer may not see is none, at no cost", async () => {
  const { bucket, entry, picture } = scene();
  for (const feed of [entry.frame.feed, null]) expect(await picture(feed, ["ZG6NWV/other"])).toBe("none");
  expect(bucket.count()).toBe(0);
  expect(bucket.signed).toBe(0);
  expect(await picture(entry.frame.feed, ["ZG6NWV/teststream"])).toBe("original");
});

test.each([
  ["busy", new BudgetError(1), "busy"],
  ["away", new StoreError("head", new Error("reset")), null],
])("a past picture is %s as a page is", async (_, error, answer) => {
  expect(await scene(() => Promise.reject(error)).picture(null)).toBe(answer);
});

test("a page of the past throws any other error", async () => {
  await expect(scene(() => Promise.reject(new TypeError("a bug"))).open()).rejects.toThrow(TypeError);
});
