import fc from "fast-check";
import { expect, test } from "vitest";
import { findMoment } from "#lib/history/moment.ts";
import type { FrameId } from "#lib/store/keys.ts";

const stream = { account: "a", name: "b" };
const LATEST = 2_000_000;

test("a moment shows the newest frame that is not after it, among its neighbours, in two lists", async () => {
  const times = fc.uniqueArray(fc.integer({ min: 1, max: LATEST }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(times, fc.integer({ min: 0, max: LATEST }), async (all, at) => {
      const newestFirst: FrameId[] = all
        .toSorted((a, b) => b - a)
        .map((time) => ({ stream, feed: time % 3 === 0 ? "other" : "mine", time }));
      let lists = 0;
      const listFrames = (_stream: unknown, from: number, count: number) => {
        lists++;
        return Promise.resolve(newestFirst.filter(({ time }) => time <= from).slice(0, count));
      };
      const query = { stream, feed: "mine", at };
      const moment = await findMoment({ listFrames }, query, LATEST, AbortSignal.timeout(1_000));
      const mine = newestFirst.filter(({ feed }) => feed === "mine").map(({ time }) => time);
      expect(moment.shown?.time).toBe(mine.find((time) => time <= at));
      const around = moment.around.map(({ time }) => time);
      const ours = mine.toReversed();
      const first = around[0] === undefined ? 0 : ours.indexOf(around[0]);
      expect(around).toEqual(ours.slice(first, first + around.length));
      expect(lists).toBeLessThanOrEqual(2);
    }),
  );
});
