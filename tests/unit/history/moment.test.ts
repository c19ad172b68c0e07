import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limitStore } from "#lib/history/limited-store.ts";
import { findMoment } from "#lib/history/moment.ts";
import { createPages } from "#lib/history/pages.ts";
import { createMemoryStore, frame, STREAM } from "./memory-store.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23, 15, 33);
const ALL = { stream: STREAM, source: null, feed: null };

function scene() {
  const store = createMemoryStore(NOW);
  const pages = createPages(store, store.now);
  const limited = limitStore(
    store,
    () => Promise.resolve(),
    () => undefined,
  )(null);
  const find = (query: Partial<Parameters<typeof findMoment>[1]> = {}) =>
    findMoment(pages, { ...ALL, at: null, ...query }, { latest: NOW, atLeast: -Infinity }, limited);
  return { store, find };
}

describe("a moment", () => {
  test("shows the newest frame that is not after it, among its neighbours", async () => {
    const offsets = fc.uniqueArray(fc.integer({ min: 1, max: HOUR }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(offsets, fc.integer({ min: 0, max: HOUR }), async (all, age) => {
        const { store, find } = scene();
        for (const offset of all) {
          store.addPreview(frame(NOW - offset, { feed: offset % 3 === 0 ? "other" : "mine" }));
        }
        const at = NOW - age;
        const { shown, around } = await find({ feed: "mine", at });
        const mine = all
          .filter((offset) => offset % 3 !== 0)
          .map((offset) => NOW - offset)
          .sort((a, b) => b - a);
        expect(shown?.time).toBe(mine.find((time) => time <= at));
        const times = around.map(({ time }) => time);
        const ours = mine.toReversed();
        const first = times[0] === undefined ? 0 : ours.indexOf(times[0]);
        expect(times).toEqual(ours.slice(first, first + times.length));
        expect(store.count()).toBeLessThanOrEqual(2);
      }),
    );
  });

  test("of a source goes back across its reconnects, and past thousands of frames of its sibling", async () => {
    const { store, find } = scene();
    for (let n = 0; n < 2_500; n += 1) {
      store.addPreview(frame(NOW - DAY - n * 2 * SECOND, { feed: "right", source: "right" }));
    }
    const before = NOW - DAY - 6_000 * SECOND;
    for (const [n, feed] of ["first", "second", "third"].entries()) {
      store.addPreview(frame(before + n * 30 * SECOND, { feed, source: "left" }));
    }
    const { shown, around } = await find({ source: "left", at: NOW - DAY });
    expect(shown?.feed).toBe("third");
    expect(around.map(({ feed }) => feed)).toEqual(["first", "second", "third"]);
  });

  test("before a long break is found with its neighbours", async () => {
    const { store, find } = scene();
    for (let n = 0; n < 25; n += 1) store.addPreview(frame(NOW - 9 * DAY - n * 30 * SECOND));
    const { shown, around } = await find({ at: NOW - DAY });
    expect(shown?.time).toBe(NOW - 9 * DAY);
    expect(around).toHaveLength(20);
    expect(store.count()).toBeLessThanOrEqual(2);
  });

  test("costs a LIST for all who look at the stream in the same twenty seconds", async () => {
    const { store, find } = scene();
    for (let n = 1; n < 1_500; n += 1) store.addPreview(frame(NOW - n * 30 * SECOND));
    for (let viewer = 0; viewer < 50; viewer += 1) await find({ at: viewer % 2 === 0 ? null : NOW - HOUR });
    expect(store.count()).toBe(1);
  });
});
