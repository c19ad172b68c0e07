import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPages } from "#lib/history/pages.ts";
import { shownAt } from "#lib/history/shown.ts";
import type { FrameId } from "#lib/store/keys.ts";
import { StoreError, type Store } from "#lib/store/store.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 15, 33);
const STREAM = { account: "a", name: "b" };

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store of one stream, and how often it was listed. */
function storeOf(times: readonly number[], feedOf: (time: number) => string = () => "feed") {
  const all = times
    .toSorted((a, b) => b - a)
    .map((time): FrameId => ({ stream: STREAM, feed: feedOf(time), time }));
  const told = {
    lists: 0,
    fails: false,
    add: (time: number) => all.unshift({ stream: STREAM, feed: "feed", time }),
  };
  const listPictures: Store["listPictures"] = async (_of, from, count) => {
    told.lists += 1;
    await Promise.resolve();
    if (told.fails) throw new StoreError("list", new Error("no answer"));
    const rest = all.filter(({ time }) => time <= from);
    return { frames: rest.slice(0, count), isEnd: rest.length <= count };
  };
  const framesAround = createPages({
    store: { listPictures },
    kind: "preview",
    log: () => undefined,
    now: Date.now,
  });
  const shown = async (moment: number) =>
    shownAt(await framesAround(STREAM, moment), moment).map(({ time }) => time);
  return Object.assign(told, { all, shown, framesAround });
}

/** A feed of the provider's pace. */
function everyHalfMinute(from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / (30 * SECOND)) }, (_, n) => from + n * 30 * SECOND);
}

describe("the pages of a history", () => {
  test("tell of any moment what the whole history tells", async () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 * MINUTE }), { minLength: 1, maxLength: 300 });
    const moments = fc.array(fc.integer({ min: 0, max: 100 * HOUR }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.constantFrom(1, 20, 400), moments, async (steps, pace, ages) => {
        let time = NOW;
        const times = steps.flatMap((step) =>
          Array.from({ length: 12 }, () => (time -= Math.ceil(step / pace))),
        );
        const store = storeOf(times, (time) => (time % 3 === 0 ? "other" : "feed"));
        for (const age of ages) {
          const moment = NOW - age;
          expect(await store.shown(moment)).toEqual(shownAt(store.all, moment).map(({ time }) => time));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("cost one LIST for eight hours of a feed, however one moves about in them", async () => {
    const store = storeOf(everyHalfMinute(NOW - 72 * HOUR, NOW));
    const end = Date.UTC(2026, 10, 23, 8) - 1;
    for (let age = 0; age < 8 * HOUR; age += 30 * SECOND) await store.shown(end - ((age * 7) % (8 * HOUR)));
    expect(store.lists).toBe(1);
    await store.shown(end + 2);
    expect(store.lists).toBe(2);
  });

  test("cost one LIST for all of the future, of which nothing is known", async () => {
    const store = storeOf(everyHalfMinute(NOW - HOUR, NOW));
    for (let ahead = HOUR; ahead < 1_000 * HOUR; ahead *= 1.5) {
      expect(await store.shown(NOW + ahead)).toEqual([]);
    }
    expect(store.lists).toBe(1);
  });

  test("are refused to whoever would wait behind a thousand others, and no longer than that", async () => {
    const store = storeOf(everyHalfMinute(NOW - HOUR, NOW));
    const asked = Array.from({ length: 1_100 }, (_, n) => store.shown(n * 8 * HOUR));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(1_100 - 1_000 - 8);
    expect(await store.shown(1_099 * 8 * HOUR)).toEqual([]);
  });

  test("cost one LIST for each source, where a stream has three", async () => {
    const times = everyHalfMinute(NOW - 72 * HOUR, NOW).flatMap((time) => [time, time + 1, time + 2]);
    const store = storeOf(times, (time) => `feed ${time % 3}`);
    const end = Date.UTC(2026, 10, 23, 8) - 1;
    for (let age = 0; age < 8 * HOUR; age += 5 * MINUTE) {
      expect(await store.shown(end - age)).toHaveLength(3);
    }
    expect(store.lists).toBe(3);
  });

  test("of a stream without older frames are never listed again for older moments", async () => {
    const store = storeOf(everyHalfMinute(NOW - HOUR, NOW));
    for (let day = 0; day < 30; day += 1) await store.shown(NOW - day * 24 * HOUR);
    expect(store.lists).toBe(1);
  });

  test("are listed where one looks, when a stream sends much faster than the provider does", async () => {
    const store = storeOf(Array.from({ length: 28_000 }, (_, n) => NOW - n * SECOND));
    expect(await store.shown(Date.UTC(2026, 10, 23, 8) + 10 * MINUTE)).toHaveLength(1);
    expect(store.lists).toBeLessThanOrEqual(7);
  });

  test("are listed once for all who look at the same moment", async () => {
    const store = storeOf(everyHalfMinute(NOW - HOUR, NOW));
    await Promise.all(Array.from({ length: 100 }, (_, n) => store.shown(NOW - n * MINUTE)));
    expect(store.lists).toBe(1);
  });
});

describe("what a page told", () => {
  test("of a moment that was past is believed for ten minutes, and for an hour when all of it was", async () => {
    const store = storeOf(everyHalfMinute(NOW - 72 * HOUR, NOW));
    await store.shown(NOW - HOUR);
    await store.shown(NOW - 30 * HOUR);
    await vi.advanceTimersByTimeAsync(10 * MINUTE - 1);
    await store.shown(NOW - HOUR);
    expect(store.lists).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    await store.shown(NOW - HOUR);
    expect(store.lists).toBe(3);
    await store.shown(NOW - 30 * HOUR);
    expect(store.lists).toBe(3);
    await vi.advanceTimersByTimeAsync(50 * MINUTE);
    await store.shown(NOW - 30 * HOUR);
    expect(store.lists).toBe(4);
  });

  test("of this very moment is listed again after twenty seconds", async () => {
    const store = storeOf([NOW - 15 * SECOND]);
    expect(await store.shown(NOW)).toEqual([NOW - 15 * SECOND]);
    await vi.advanceTimersByTimeAsync(20 * SECOND - 1);
    store.add(NOW + 15 * SECOND);
    expect(await store.shown(Date.now())).toEqual([NOW - 15 * SECOND]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await store.shown(Date.now())).toEqual([NOW + 15 * SECOND]);
  });

  test("is not kept when the store failed", async () => {
    const store = storeOf([NOW - SECOND]);
    store.fails = true;
    await expect(store.shown(NOW)).rejects.toThrow("no answer");
    store.fails = false;
    expect(await store.shown(NOW)).toEqual([NOW - SECOND]);
  });

  test("of a stream on the wall is not forgotten, however many others are asked for by name", async () => {
    const store = storeOf([NOW - SECOND]);
    await store.shown(NOW);
    for (let n = 0; n < 600; n += 1) await store.framesAround({ account: "a", name: `${n}` }, NOW, false);
    const { lists } = store;
    await store.shown(NOW);
    expect(store.lists).toBe(lists);
  });
});
