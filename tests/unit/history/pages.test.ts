import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPages } from "#lib/history/pages.ts";
import { shownAt } from "#lib/model/history.ts";
import { ALL } from "#lib/model/selection.ts";
import { frame, HOUR, MINUTE, NOON, SECOND, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

/** A bucket with one stream, and the reader of its history. */
function sceneOf(times: readonly number[], feedOf: (time: number) => string = () => "feed-1") {
  const clock = { now: NOON };
  const bucket = createMemoryBucket(() => clock.now);
  for (const time of times) bucket.putPreview(frame(time, { feed: feedOf(time) }));
  const pages = createPages(bucket, bucket.now);
  const read = async (moment = NOON) => (await pages.pageAt(STREAM, moment, bucket)).newestFirst;
  const shown = async (moment: number) => shownAt(await read(moment), moment).map(({ time }) => time);
  const pass = (ms: number) => void (clock.now += ms);
  return { bucket, pages, read, shown, pass, lists: () => bucket.count() };
}

/** A feed of the provider's pace. */
function everyHalfMinute(from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / (30 * SECOND)) }, (_, n) => from + n * 30 * SECOND);
}

describe("the pages of a history", () => {
  test("show at any moment what the whole history shows", async () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 * MINUTE }), { minLength: 1, maxLength: 150 });
    const moments = fc.array(fc.integer({ min: 0, max: 100 * HOUR }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.constantFrom(1, 20, 400), moments, async (steps, pace, ages) => {
        let time = NOON;
        const times = steps.flatMap((step) =>
          Array.from({ length: 12 }, () => (time -= Math.ceil(step / pace))),
        );
        const { bucket, shown } = sceneOf(times, (time) => (time % 3 === 0 ? "other" : "feed-1"));
        const counted = bucket.counted(STREAM);
        for (const age of ages)
          expect(await shown(NOON - age)).toEqual(shownAt(counted, NOON - age).map(({ time }) => time));
      }),
      { numRuns: 20 },
    );
  });

  test("cost one LIST for eight hours of a feed", async () => {
    const { shown, lists } = sceneOf(everyHalfMinute(NOON - 20 * HOUR, NOON));
    const end = NOON - 4 * HOUR - 1;
    for (let age = 0; age < 8 * HOUR; age += 5 * MINUTE) await shown(end - ((age * 7) % (8 * HOUR)));
    expect(lists()).toBe(1);
    await shown(end + 2);
    expect(lists()).toBe(2);
  });

  test("cost one LIST for all of the future", async () => {
    const { shown, lists } = sceneOf(everyHalfMinute(NOON - HOUR, NOON));
    for (let ahead = HOUR; ahead < 1_000 * HOUR; ahead *= 5) expect(await shown(NOON + ahead)).toEqual([]);
    expect(lists()).toBe(1);
  });

  test("cost one LIST for all moments before the first frame", async () => {
    const { shown, lists } = sceneOf(everyHalfMinute(NOON - HOUR, NOON));
    for (let day = 0; day < 30; day += 1) await shown(NOON - day * 24 * HOUR);
    expect(lists()).toBe(1);
  });

  test("end where a whole LIST has none: the rest has another layout", async () => {
    const { bucket, shown } = sceneOf([]);
    let lists = 0;
    bucket.listPreviews = () => Promise.resolve({ frames: [], isEnd: (lists += 1) === 0 });
    for (const age of [0, HOUR, 9 * HOUR]) expect(await shown(NOON - age)).toEqual([]);
    expect(lists).toBe(1);
  });

  test("begin at the moment, in a stream that sends much faster than the provider", async () => {
    const { shown, lists } = sceneOf(Array.from({ length: 14_000 }, (_, n) => NOON - n * SECOND));
    expect(await shown(NOON - 3 * HOUR)).toHaveLength(1);
    expect(lists()).toBeLessThanOrEqual(7);
  });

  test("have one of several keys of a frame", async () => {
    const { bucket, read } = sceneOf([]);
    const time = NOON - MINUTE;
    bucket.putPreview(frame(time, { faults: ["frozen"], storedAt: NOON - 3_000 }));
    bucket.putPreview(frame(time, { storedAt: NOON - 5_000 }));
    bucket.putPreview(frame(time, { isBare: true, storedAt: NOON - 9_000 }));
    expect((await read()).map(({ faults, isBare }) => [faults, isBare])).toEqual([[[], false]]);
  });

  test("have the source of each feed of which one frame has it", async () => {
    const { bucket, read } = sceneOf([]);
    bucket.putPreview(frame(NOON - 3 * MINUTE));
    bucket.putPreview(frame(NOON - 2 * MINUTE, { source: "left" }));
    bucket.putPreview(frame(NOON - MINUTE, { feed: "other" }));
    expect((await read()).map(({ source }) => source)).toEqual([null, "left", "left"]);
  });
});

test.each([
  [30 * SECOND, 2_500],
  [SECOND, 2_500],
  [20, 3_500],
])("reading back finds every frame that was sent each %i ms", async (pace, count) => {
  const times = Array.from({ length: count }, (_, n) => NOON - 1 - n * pace);
  const { bucket, pages } = sceneOf(times);
  const query = { stream: STREAM, ...ALL };
  const { frames } = await pages.readBack(query, NOON, bucket, () => false, Infinity);
  expect(frames.map(({ time }) => time)).toEqual(times);
});

describe("a page", () => {
  test("is valid for ten minutes, and for fifty if it is settled", async () => {
    const { shown, lists, pass } = sceneOf(everyHalfMinute(NOON - 48 * HOUR, NOON));
    const [recent, settled] = [NOON - HOUR, NOON - 30 * HOUR];
    const look = async (ms: number) => {
      pass(ms);
      await shown(recent);
      await shown(settled);
      return lists();
    };
    expect(await look(0)).toBe(2);
    expect(await look(10 * MINUTE)).toBe(2);
    expect(await look(1)).toBe(3);
    pass(30 * MINUTE);
    expect(await look(0)).toBe(4);
    expect(await look(10 * MINUTE - 1)).toBe(4);
    expect(await look(1)).toBe(5);
  });

  test("of the present is listed again after twenty seconds", async () => {
    const { bucket, shown, pass } = sceneOf([NOON - 15 * SECOND]);
    expect(await shown(NOON)).toEqual([NOON - 15 * SECOND]);
    pass(20 * SECOND - 1);
    bucket.putPreview(frame(NOON + 15 * SECOND));
    expect(await shown(bucket.now())).toEqual([NOON - 15 * SECOND]);
    pass(1);
    expect(await shown(bucket.now())).toEqual([NOON + 15 * SECOND]);
  });

  test("that lacks a stored frame is listed again, at most every two seconds", async () => {
    const { bucket, pages, pass, lists } = sceneOf([NOON - 40 * SECOND]);
    const newest = async (atLeast: number) =>
      (await pages.pageAt(STREAM, bucket.now(), bucket, atLeast)).newestFirst[0]?.time;
    await newest(-Infinity);
    pass(SECOND);
    const time = NOON - 10 * SECOND;
    bucket.putPreview(frame(time));
    expect(await newest(time)).toBe(NOON - 40 * SECOND);
    pass(SECOND);
    expect(await newest(time)).toBe(time);
    expect(await newest(time)).toBe(time);
    expect(lists()).toBe(2);
  });
});
