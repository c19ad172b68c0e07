import fc from "fast-check";
import { expect, test } from "vitest";
import { REACH_MS, shownAt } from "#lib/history/shown.ts";

const HOUR = 3_600_000;

test("a moment shows, of each feed that was on, the newest frame that is not after it", () => {
  const frame = fc.record({
    feed: fc.constantFrom("left", "right", "before"),
    time: fc.integer({ min: 1, max: HOUR }),
  });
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 60 }),
      fc.integer({ min: 0, max: HOUR + REACH_MS }),
      (all, at) => {
        const newestFirst = all.toSorted((a, b) => b.time - a.time);
        const expected = ["left", "right", "before"].flatMap((feed) => {
          const times = all.filter((one) => one.feed === feed && one.time <= at).map(({ time }) => time);
          const newest = Math.max(...times);
          return newest > at - REACH_MS ? [`${feed} ${newest}`] : [];
        });
        const shown = shownAt(newestFirst, at).map(({ feed, time }) => `${feed} ${time}`);
        expect(shown.toSorted()).toEqual(expected.toSorted());
      },
    ),
  );
});
