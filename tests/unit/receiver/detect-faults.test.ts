import { describe, expect, test } from "vitest";
import type { Frame } from "#lib/model/frame.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import type { Scaled } from "#lib/image/preview.ts";
import { createFeedMemory } from "#lib/receiver/feed-memory.ts";
import { createLookupLimit } from "#lib/receiver/admission/lookup-limit.ts";
import { detectFaults } from "#lib/receiver/detect-faults.ts";
import { lookUp } from "#lib/receiver/lookup.ts";
import { type Store, StoreError } from "#lib/store/store.ts";

const TIME = 1_700_000_000_000;
const MINUTE = 60_000;
const ID = { stream: { account: "A1", name: "stage" }, feed: "f1" };
const WATCH = { darkBelow: 0.1, blackShare: 0.98, frozenAfterMs: 5 * MINUTE, stillWithin: 2 };
const never = new AbortController().signal;

const picture = (light: number): Scaled => ({
  pixels: Buffer.alloc(32 * 18 * 3, light),
  width: 32,
  height: 18,
  channels: 3,
  isDamaged: false,
});

/** A bucket that holds the looks of frames, and counts how often it is asked. */
function bucket(isAway = false) {
  const looks = new Map<number, string | null>();
  let asked = 0;
  const frames = (): StoredFrame[] =>
    [...looks.keys()]
      .toSorted((a, b) => b - a)
      .map((time) => ({
        ...ID,
        time,
        width: 1,
        height: 1,
        faults: [],
        isBare: false,
        source: null,
        storedAt: time,
      }));
  const store = {
    findSource: () => Promise.resolve(null),
    listPreviews: (_stream: unknown, from: number) => {
      asked += 1;
      if (isAway) return Promise.reject(new StoreError("list", new Error("away")));
      return Promise.resolve({ frames: frames().filter(({ time }) => time <= from), isEnd: true });
    },
    findLook: ({ time }: Frame) => Promise.resolve(looks.get(time) ?? null),
  } as unknown as Store;
  return { looks, store, asked: () => asked };
}

/** A receiver that returns the faults of frames, and stores their looks in the bucket. */
function createReceiver(store: Store, looks: Map<number, string | null>) {
  const log: string[] = [];
  const writer = {
    store,
    feeds: createFeedMemory(),
    lookups: createLookupLimit(() => 0),
    warn: (event: string) => void log.push(event),
    watch: WATCH,
  };
  const see = async (minutes: number, light = 100) => {
    const frame = { ...ID, time: TIME + minutes * MINUTE };
    await lookUp(frame, true, writer, never);
    const { faults, look } = await detectFaults(frame, picture(light), writer, never);
    looks.set(frame.time, look);
    return faults.join();
  };
  return { see, log };
}

describe("a feed that stands still", () => {
  test("is frozen after five minutes, without a further request", async () => {
    const { store, looks, asked } = bucket();
    const { see } = createReceiver(store, looks);
    for (let half = 0; half < 10; half += 1) expect(await see(half / 2)).toBe("");
    expect(await see(5)).toBe("frozen");
    expect(await see(5.5)).toBe("frozen");
    expect(await see(6, 200)).toBe("");
    expect(asked()).toBe(1);
  });

  test("is frozen for a process that takes over", async () => {
    const { store, looks } = bucket();
    await createReceiver(store, looks).see(0);
    const { see } = createReceiver(store, looks);
    expect(await see(4)).toBe("");
    expect(await see(5)).toBe("frozen");
  });

  test("is frozen for two receivers that take turns, with few requests", async () => {
    const { store, looks, asked } = bucket();
    const both = [createReceiver(store, looks), createReceiver(store, looks)] as const;
    for (let half = 0; half < 30; half += 1) {
      const faults = await both[half % 2 === 0 ? 0 : 1].see(half / 2);
      expect(faults).toBe(half < 10 ? "" : "frozen");
    }
    // Each at first sight, as it freezes, and once in five minutes from then on.
    expect(asked()).toBeLessThanOrEqual(8);
  });

  test("is not frozen if the other receiver saw it move", async () => {
    const { store, looks } = bucket();
    const both = [createReceiver(store, looks), createReceiver(store, looks)] as const;
    for (let half = 0; half < 30; half += 1) {
      const isMoved = half === 5 || half === 15 || half === 25;
      const faults = await both[half % 2 === 0 ? 0 : 1].see(half / 2, isMoved ? 200 : 100);
      expect(faults, `at ${half / 2} minutes`).toBe("");
    }
  });

  test("is frozen by local knowledge while the bucket fails", async () => {
    const { store, looks } = bucket(true);
    const { see, log } = createReceiver(store, looks);
    expect(await see(0)).toBe("");
    expect(await see(6)).toBe("frozen");
    expect(log).toContain("feed-not-looked-up");
  });

  test("is frozen for a process whose first lookup failed", async () => {
    const { store, looks } = bucket();
    await createReceiver(store, looks).see(0);
    let isAway = true;
    const away = {
      ...store,
      listPreviews: (...args: Parameters<Store["listPreviews"]>) =>
        isAway ? Promise.reject(new StoreError("list", new Error("away"))) : store.listPreviews(...args),
    };
    const { see } = createReceiver(away, looks);
    expect(await see(4)).toBe("");
    isAway = false;
    expect(await see(5)).toBe("frozen");
  });
});
