import fc from "fast-check";
import { expect, test } from "vitest";
import { findPace, findSteps, shownAt } from "#lib/model/history.ts";
import { STALLED_MS } from "#lib/model/state.ts";

const HOUR = 3_600_000;

test("a moment shows, of each feed that was on, the newest frame that is not after it", () => {
  const frame = fc.record({
    feed: fc.constantFrom("left", "right", "before"),
    time: fc.integer({ min: 1, max: HOUR }),
  });
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 60 }),
      fc.integer({ min: 0, max: HOUR + STALLED_MS }),
      (all, at) => {
        const newestFirst = all.toSorted((a, b) => b.time - a.time);
        const expected = ["left", "right", "before"].flatMap((feed) => {
          const times = all.filter((one) => one.feed === feed && one.time <= at).map(({ time }) => time);
          const newest = Math.max(...times);
          return newest > at - STALLED_MS ? [`${feed} ${newest}`] : [];
        });
        const shown = shownAt(newestFirst, at).map(({ feed, time }) => `${feed} ${time}`);
        expect(shown.toSorted()).toEqual(expected.toSorted());
      },
    ),
  );
});

test("stepping back and forth comes to the ends, also where two sources sent in the same millisecond", () => {
  const times = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(times, (all) => {
      const around = all.toSorted((a, b) => a - b).map((time) => ({ time }));
      // The address of a moment shows one of the frames of its time.
      const shownAt = (time: number) => around.findLast((frame) => frame.time === time) ?? null;
      const steps = [...new Set(around.map(({ time }) => time))];
      for (const [place, time] of steps.entries()) {
        const { earlier, later } = findSteps(around, shownAt(time));
        expect([earlier?.time, later?.time]).toEqual([steps[place - 1], steps[place + 1]]);
      }
      expect(findSteps(around, null)).toEqual({ earlier: undefined, later: around[0] });
    }),
  );
});

test.each([
  ["the middle gap of a feed", [0, 30, 60, 91], 30],
  ["not a pause", [0, 10, 20, 500, 510], 10],
  ["nothing of two frames", [0, 30], null],
])("the pace of a stream is %s", (_, seconds, expected) => {
  const around = seconds.map((second) => ({ feed: "f", time: second * 1_000 }));
  expect(findPace(around)).toBe(expected && expected * 1_000);
  const others = around.flatMap((frame) => [frame, { feed: "g", time: frame.time + 1_000 }]);
  if (expected !== null) expect(findPace(others)).toBe(expected * 1_000);
});
