import fc from "fast-check";
import { expect, test } from "vitest";
import { findMoment } from "#lib/history/moment.ts";
import { createPages } from "#lib/history/pages.ts";
import { ALL } from "#lib/model/selection.ts";
import { DAY, frame, HOUR, NOON, SECOND, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

function scene() {
  const bucket = createMemoryBucket(() => NOON);
  const pages = createPages(bucket, bucket.now);
  const start = { latest: NOON, atLeast: -Infinity };
  const find = (query: Partial<Parameters<typeof findMoment>[1]>) =>
    findMoment(pages, { stream: STREAM, ...ALL, at: null, ...query }, start, bucket);
  return { ...bucket, find };
}

test("shows the newest frame that is not after the moment, among its neighbours", async () => {
  const offsets = fc.uniqueArray(fc.integer({ min: 1, max: HOUR }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(offsets, fc.integer({ min: 0, max: HOUR }), async (all, age) => {
      const { count, find, putPreview } = scene();
      for (const offset of all)
        putPreview(frame(NOON - offset, { feed: offset % 3 === 0 ? "other" : "mine" }));
      const at = NOON - age;
      const { shown, around } = await find({ feed: "mine", at });
      const mine = all
        .filter((offset) => offset % 3 !== 0)
        .map((offset) => NOON - offset)
        .sort((a, b) => a - b);
      expect(shown?.time).toBe(mine.findLast((time) => time <= at));
      const times = around.map(({ time }) => time);
      const first = times[0] === undefined ? 0 : mine.indexOf(times[0]);
      expect(times).toEqual(mine.slice(first, first + times.length));
      expect(count()).toBeLessThanOrEqual(2);
    }),
  );
});

test("finds a source across its reconnects, behind thousands of frames of another", async () => {
  const { find, putPreview } = scene();
  for (let n = 0; n < 2_500; n += 1)
    putPreview(frame(NOON - DAY - n * 2 * SECOND, { feed: "right", source: "right" }));
  const before = NOON - DAY - 6_000 * SECOND;
  for (const [n, feed] of ["first", "second", "third"].entries())
    putPreview(frame(before + n * 30 * SECOND, { feed, source: "left" }));
  const { shown, around } = await find({ source: "left", at: NOON - DAY });
  expect(shown?.feed).toBe("third");
  expect(around.map(({ feed }) => feed)).toEqual(["first", "second", "third"]);
});

test("finds a moment before a long break with its neighbours", async () => {
  const { count, find, putPreview } = scene();
  for (let n = 0; n < 25; n += 1) putPreview(frame(NOON - 9 * DAY - n * 30 * SECOND));
  const { shown, around } = await find({ at: NOON - DAY });
  expect(shown?.time).toBe(NOON - 9 * DAY);
  expect(around).toHaveLength(20);
  expect(count()).toBeLessThanOrEqual(2);
});

test("costs one LIST for all viewers of a stream", async () => {
  const { count, find, putPreview } = scene();
  for (let n = 1; n < 1_500; n += 1) putPreview(frame(NOON - n * 30 * SECOND));
  for (let viewer = 0; viewer < 10; viewer += 1) await find({ at: viewer % 2 === 0 ? null : NOON - HOUR });
  expect(count()).toBe(1);
});
