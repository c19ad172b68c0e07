import fc from "fast-check";
import { expect, test } from "vitest";
import { findMoment, stepsFrom } from "#lib/history/moment.ts";
import type { FrameId } from "#lib/store/keys.ts";
import type { Store } from "#lib/store/store.ts";

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
      const listPictures: Store["listPictures"] = (_of, from, count) => {
        lists++;
        const older = newestFirst.filter(({ time }) => time <= from);
        return Promise.resolve({ frames: older.slice(0, count), isEnd: older.length <= count });
      };
      const query = { stream, feed: "mine", at };
      const places = { latest: LATEST, previews: false };
      const moment = await findMoment({ listPictures }, query, places, AbortSignal.timeout(1_000));
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

test("where the originals end, a moment is that of all that is kept, whichever expires first, in three lists", async () => {
  const [DAY, FRAME] = [86_400_000, 30_000];
  const now = 40 * DAY;
  const ends = fc.integer({ min: 0, max: 60 });
  await fc.assert(
    fc.asyncProperty(ends, ends, fc.integer({ min: 0, max: 70 }), async (original, small, place) => {
      // Sixty frames of ten days ago: of each kind, the oldest are gone.
      const times = Array.from({ length: 60 }, (_, n) => now - 10 * DAY - n * FRAME);
      const left = { frame: times.slice(0, original), preview: times.slice(0, small) };
      let lists = 0;
      const listPictures: Store["listPictures"] = ({ kind }, from, count) => {
        lists++;
        const older = left[kind].filter((time) => time <= from);
        const frames = older.slice(0, count).map((time) => ({ stream, feed: "mine", time }));
        return Promise.resolve({ frames, isEnd: older.length <= count });
      };
      const query = { stream, feed: null, at: now - 10 * DAY - place * FRAME };
      const places = { latest: now, previews: true };
      const { shown, around } = await findMoment({ listPictures }, query, places, AbortSignal.timeout(1_000));
      const kept = times.slice(0, Math.max(original, small));
      expect(shown?.time).toBe(kept.find((time) => time <= query.at));
      expect(shown === null || shown.hasOriginal === left.frame.includes(shown.time)).toBe(true);
      const ascending = around.map(({ time }) => time);
      const first = ascending[0] === undefined ? 0 : kept.toReversed().indexOf(ascending[0]);
      expect(ascending).toEqual(kept.toReversed().slice(first, first + ascending.length));
      expect(lists).toBeLessThanOrEqual(3);
    }),
  );
});

test("stepping back and forth comes to the ends, also where two sources sent in the same millisecond", () => {
  const times = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(times, (all) => {
      const around = all.toSorted((a, b) => a - b).map((time) => ({ time }));
      // What a moment's address shows is one of those that are of its time.
      const shownAt = (time: number) => around.findLast((frame) => frame.time === time) ?? null;
      const steps = [...new Set(around.map(({ time }) => time))];
      for (const [place, time] of steps.entries()) {
        const { earlier, later } = stepsFrom(around, shownAt(time));
        expect([earlier?.time, later?.time]).toEqual([steps[place - 1], steps[place + 1]]);
      }
      expect(stepsFrom(around, null)).toEqual({ earlier: undefined, later: around[0] });
    }),
  );
});
