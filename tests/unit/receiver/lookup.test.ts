import { expect, test } from "vitest";
import { createFeedMemory } from "#lib/receiver/feed-memory.ts";
import { createLookupLimit } from "#lib/receiver/admission/lookup-limit.ts";
import { lookUp } from "#lib/receiver/lookup.ts";
import { type Store, StoreError } from "#lib/store/store.ts";

const TIME = 1_700_000_000_000;
const MINUTE = 60_000;
const ID = { stream: { account: "A1", name: "stage" }, feed: "f1" };

/** A receiver that sees the frames of a feed. Another process puts its source into the bucket. */
function scene() {
  const feeds = createFeedMemory();
  const bucket = { source: null as string | null, asked: 0, isAway: false };
  const store = {
    findSource: () => {
      bucket.asked += 1;
      if (bucket.isAway) return Promise.reject(new StoreError("list", new Error("away")));
      return Promise.resolve(bucket.source);
    },
  } as unknown as Store;
  const lookup = {
    store,
    feeds,
    lookups: createLookupLimit(() => 0),
    warn: () => undefined,
    watch: { darkBelow: 0.1, blackShare: 0.98, frozenAfterMs: null, stillWithin: 2 },
  };
  const see = async (minutes: number) => {
    const frame = { ...ID, time: TIME + minutes * MINUTE };
    await lookUp(frame, false, lookup, new AbortController().signal);
    return feeds.find(ID).source;
  };
  return { bucket, see };
}

test("finds a source that is stored after the first frame a minute later", async () => {
  const { bucket, see } = scene();
  expect(await see(0)).toBeNull();
  bucket.source = "left";
  expect(await see(0.5)).toBeNull();
  expect(await see(1)).toBe("left");
  await see(2);
  expect(bucket.asked).toBe(2);
});

test("asks twice about a feed without a source", async () => {
  const { bucket, see } = scene();
  for (let minutes = 0; minutes < 10; minutes += 1) expect(await see(minutes)).toBeNull();
  expect(bucket.asked).toBe(2);
});

test("asks a bucket that fails once a minute", async () => {
  const { bucket, see } = scene();
  bucket.isAway = true;
  for (const minutes of [0, 0.5]) expect(await see(minutes)).toBeNull();
  expect(bucket.asked).toBe(1);
  Object.assign(bucket, { isAway: false, source: "left" });
  expect(await see(1)).toBe("left");
});
