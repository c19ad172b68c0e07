import { expect, test } from "vitest";
import type { Scaled } from "#lib/image/preview.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { createLookupLimit } from "#lib/receiver/admission/lookup-limit.ts";
import { detectFaults } from "#lib/receiver/detect-faults.ts";
import { createFeedMemory } from "#lib/receiver/feed-memory.ts";
import { lookUp } from "#lib/receiver/lookup.ts";
import { type Store, StoreError } from "#lib/store/store.ts";

const TIME = 1_700_000_000_000;
const MINUTE = 60_000;
const ID = { stream: { account: "A1", name: "stage" }, feed: "f1" };
const WATCH = { darkBelow: 0.1, blackShare: 0.98, frozenAfterMs: 5 * MINUTE, stillWithin: 2 };
const never = new AbortController().signal;

const paint = (light: number): Scaled => ({
  pixels: Buffer.alloc(32 * 18 * 3, light),
  width: 32,
  height: 18,
  channels: 3,
  isDamaged: false,
});

/** A bucket with the source of a feed and the looks of its frames, which counts requests. */
function createBucket() {
  const looks = new Map<number, string | null>();
  const bucket = { looks, source: null as string | null, isAway: false, sourceRequests: 0, lookRequests: 0 };
  const answer = <T>(value: T) =>
    bucket.isAway ? Promise.reject(new StoreError("list", new Error("away"))) : Promise.resolve(value);
  const store = {
    findSource: () => {
      bucket.sourceRequests += 1;
      return answer(bucket.source);
    },
    listPreviews: (_stream: unknown, from: number) => {
      bucket.lookRequests += 1;
      const times = [...looks.keys()].filter((time) => time <= from).toSorted((a, b) => b - a);
      return answer({ frames: times.map((time) => ({ ...ID, time, isBare: false })), isEnd: true });
    },
    findLook: ({ time }: FrameId) => answer(looks.get(time) ?? null),
  } as unknown as Store;
  return { bucket, store };
}

/** A receiver with its own memory. Its functions see a frame of the feed. */
function createReceiver({ bucket, store }: ReturnType<typeof createBucket>) {
  const feeds = createFeedMemory();
  const lookups = createLookupLimit(() => 0);
  const writer = { store, feeds, lookups, warn: () => undefined, watch: WATCH };
  const toFrame = (minutes: number) => ({ ...ID, time: TIME + minutes * MINUTE });
  return {
    findSource: async (minutes: number) => {
      await lookUp(toFrame(minutes), false, writer, never);
      return feeds.find(ID).source;
    },
    findFaults: async (minutes: number, light = 100) => {
      const frame = toFrame(minutes);
      await lookUp(frame, true, writer, never);
      const { faults, look } = await detectFaults(frame, paint(light), writer, never);
      bucket.looks.set(frame.time, look);
      return faults.join();
    },
  };
}

test("finds a source that is stored after the first frame a minute later", async () => {
  const world = createBucket();
  const { findSource } = createReceiver(world);
  expect(await findSource(0)).toBeNull();
  world.bucket.source = "left";
  expect(await findSource(0.5)).toBeNull();
  expect(await findSource(1)).toBe("left");
  await findSource(2);
  expect(world.bucket.sourceRequests).toBe(2);
});

test("asks a bucket that fails once a minute", async () => {
  const world = createBucket();
  const { findSource } = createReceiver(world);
  world.bucket.isAway = true;
  for (const minutes of [0, 0.5]) expect(await findSource(minutes)).toBeNull();
  expect(world.bucket.sourceRequests).toBe(1);
  Object.assign(world.bucket, { isAway: false, source: "left" });
  expect(await findSource(1)).toBe("left");
});

test("detects a frozen feed with one request", async () => {
  const world = createBucket();
  const { findFaults } = createReceiver(world);
  for (let half = 0; half < 10; half += 1) expect(await findFaults(half / 2)).toBe("");
  expect(await findFaults(5)).toBe("frozen");
  expect(world.bucket.lookRequests).toBe(1);
});

test("detects a frozen feed with few requests when two receivers take turns", async () => {
  const world = createBucket();
  const both = [createReceiver(world), createReceiver(world)] as const;
  for (let half = 0; half < 30; half += 1) {
    expect(await both[half % 2 === 0 ? 0 : 1].findFaults(half / 2)).toBe(half < 10 ? "" : "frozen");
  }
  // Each at its first frame, when the feed freezes, and then every five minutes.
  expect(world.bucket.lookRequests).toBeLessThanOrEqual(8);
});

test("detects a frozen feed after a failed lookup", async () => {
  const world = createBucket();
  await createReceiver(world).findFaults(0);
  const { findFaults } = createReceiver(world);
  world.bucket.isAway = true;
  expect(await findFaults(4)).toBe("");
  world.bucket.isAway = false;
  expect(await findFaults(5)).toBe("frozen");
});
