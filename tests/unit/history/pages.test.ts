import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPages } from "#lib/history/pages.ts";
import { shownAt } from "#lib/model/history.ts";
import { createMemoryStore, frame, STREAM } from "./memory-store.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 15, 33);
const ALL = { stream: STREAM, source: null, feed: null };

/** A store of one stream, and the reader of its history. */
function sceneOf(times: readonly number[], feedOf: (time: number) => string = () => "feed") {
  const store = createMemoryStore(NOW);
  for (const time of times) store.addPreview(frame(time, { feed: feedOf(time) }));
  const pages = createPages(store, store.now);
  const shown = async (moment: number) =>
    shownAt((await pages.pageAt(STREAM, moment, store)).newestFirst, moment).map(({ time }) => time);
  const pass = (ms: number) => void (store.control.now += ms);
  return { store, pages, shown, pass, lists: () => store.count() };
}

/** A feed of the provider's pace. */
function everyHalfMinute(from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / (30 * SECOND)) }, (_, n) => from + n * 30 * SECOND);
}

describe("the pages of a history", () => {
  test("tell of any moment what the whole history tells", async () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 * MINUTE }), { minLength: 1, maxLength: 150 });
    const moments = fc.array(fc.integer({ min: 0, max: 100 * HOUR }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.constantFrom(1, 20, 400), moments, async (steps, pace, ages) => {
        let time = NOW;
        const times = steps.flatMap((step) =>
          Array.from({ length: 12 }, () => (time -= Math.ceil(step / pace))),
        );
        const { store, shown } = sceneOf(times, (time) => (time % 3 === 0 ? "other" : "feed"));
        for (const age of ages) {
          const moment = NOW - age;
          expect(await shown(moment)).toEqual(shownAt(store.counted(), moment).map(({ time }) => time));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("cost one LIST for eight hours of a feed, however one moves about in them", async () => {
    const { shown, lists } = sceneOf(everyHalfMinute(NOW - 40 * HOUR, NOW));
    const end = Date.UTC(2026, 10, 23, 8) - 1;
    for (let age = 0; age < 8 * HOUR; age += 30 * SECOND) await shown(end - ((age * 7) % (8 * HOUR)));
    expect(lists()).toBe(1);
    await shown(end + 2);
    expect(lists()).toBe(2);
  });

  test("cost one LIST for all of the future, of which nothing is known", async () => {
    const { shown, lists } = sceneOf(everyHalfMinute(NOW - HOUR, NOW));
    for (let ahead = HOUR; ahead < 1_000 * HOUR; ahead *= 1.5) expect(await shown(NOW + ahead)).toEqual([]);
    expect(lists()).toBe(1);
  });

  test("of a stream without older frames are never listed again for older moments", async () => {
    const { shown, lists } = sceneOf(everyHalfMinute(NOW - HOUR, NOW));
    for (let day = 0; day < 30; day += 1) await shown(NOW - day * 24 * HOUR);
    expect(lists()).toBe(1);
  });

  test("end where a whole LIST has none: what is left there is of another layout", async () => {
    const { store, shown, lists } = sceneOf([]);
    store.listPreviews = () => {
      store.control.requests.push("previews");
      return Promise.resolve({ frames: [], isEnd: false });
    };
    for (const age of [0, HOUR, 9 * HOUR]) expect(await shown(NOW - age)).toEqual([]);
    expect(lists()).toBe(1);
  });

  test("are listed where one looks, when a stream sends much faster than the provider does", async () => {
    const { shown, lists } = sceneOf(Array.from({ length: 28_000 }, (_, n) => NOW - n * SECOND));
    expect(await shown(Date.UTC(2026, 10, 23, 8) + 10 * MINUTE)).toHaveLength(1);
    expect(lists()).toBeLessThanOrEqual(7);
  });

  test("hold of several keys of one frame the one that counts", async () => {
    const { store, pages } = sceneOf([]);
    const time = NOW - MINUTE;
    store.addPreview(frame(time, { faults: ["frozen"], storedAt: NOW - 3_000 }));
    store.addPreview(frame(time, { storedAt: NOW - 5_000 }));
    store.addPreview(frame(time, { isBare: true, storedAt: NOW - 9_000 }));
    const { newestFirst } = await pages.pageAt(STREAM, NOW, store);
    expect(newestFirst.map(({ faults, isBare }) => [faults, isBare])).toEqual([[[], false]]);
  });

  test("know the source of each frame of a feed, once one of its frames tells it", async () => {
    const { store, pages } = sceneOf([]);
    store.addPreview(frame(NOW - 3 * MINUTE));
    store.addPreview(frame(NOW - 2 * MINUTE, { source: "left" }));
    store.addPreview(frame(NOW - MINUTE, { feed: "other" }));
    const { newestFirst } = await pages.pageAt(STREAM, NOW, store);
    expect(newestFirst.map(({ source }) => source)).toEqual([null, "left", "left"]);
  });
});

describe("reading back", () => {
  test("finds every frame, whatever the pace", async () => {
    for (const [pace, count] of [
      [30 * SECOND, 2_500],
      [SECOND, 3_500],
      [20, 3_500],
    ] as const) {
      const times = Array.from({ length: count }, (_, n) => NOW - 1 - n * pace);
      const { store, pages } = sceneOf(times);
      const { frames } = await pages.readBack(ALL, NOW, store, () => false, Infinity);
      expect(frames.map(({ time }) => time)).toEqual(times);
    }
  });
});

describe("what a page told", () => {
  test("of a moment that was past is believed for ten minutes, and for fifty when all of it was", async () => {
    const { shown, lists, pass } = sceneOf(everyHalfMinute(NOW - 48 * HOUR, NOW));
    await shown(NOW - HOUR);
    await shown(NOW - 30 * HOUR);
    pass(10 * MINUTE);
    await shown(NOW - HOUR);
    expect(lists()).toBe(2);
    pass(1);
    await shown(NOW - HOUR);
    expect(lists()).toBe(3);
    await shown(NOW - 30 * HOUR);
    expect(lists()).toBe(3);
    pass(40 * MINUTE - 1);
    await shown(NOW - 30 * HOUR);
    expect(lists()).toBe(3);
    pass(1);
    await shown(NOW - 30 * HOUR);
    expect(lists()).toBe(4);
  });

  test("of this very moment is listed again after twenty seconds", async () => {
    const { store, shown, pass } = sceneOf([NOW - 15 * SECOND]);
    expect(await shown(NOW)).toEqual([NOW - 15 * SECOND]);
    pass(20 * SECOND - 1);
    store.addPreview(frame(NOW + 15 * SECOND));
    expect(await shown(store.now())).toEqual([NOW - 15 * SECOND]);
    pass(1);
    expect(await shown(store.now())).toEqual([NOW + 15 * SECOND]);
  });

  test("is listed again when it lacks a frame that is known to be stored, at most every two seconds", async () => {
    const { store, pages, pass, lists } = sceneOf([NOW - 40 * SECOND]);
    const newest = async (atLeast: number) =>
      (await pages.pageAt(STREAM, store.now(), store, atLeast)).newestFirst[0]?.time;
    await newest(-Infinity);
    pass(SECOND);
    const time = NOW - 10 * SECOND;
    store.addPreview(frame(time));
    expect(await newest(time)).toBe(NOW - 40 * SECOND);
    pass(SECOND);
    expect(await newest(time)).toBe(time);
    expect(await newest(time)).toBe(time);
    expect(lists()).toBe(2);
  });
});
