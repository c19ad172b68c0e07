import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCountable, listSamples } from "#lib/model/live-counts.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 1_000 * DAY }), fc.integer({ min: 1, max: 31 * DAY }))
  .map(([from, span]) => [from, from + span] as const);
const max = fc.integer({ min: 1, max: 400 });

describe("the moments of a stretch", () => {
  test("are evenly apart, each once, and begin with the one that holds at its beginning", () => {
    fc.assert(
      fc.property(stretch, max, ([from, to], most) => {
        const { stepMs, moments } = listSamples([from, to], most);
        const ascending = moments.toSorted((a, b) => a - b);
        expect(ascending[0]).toBeLessThanOrEqual(from);
        expect((ascending[0] ?? 0) + stepMs).toBeGreaterThan(from);
        expect(ascending.at(-1)).toBeLessThan(to);
        expect((ascending.at(-1) ?? 0) + stepMs).toBeGreaterThanOrEqual(to);
        for (const [place, at] of ascending.entries()) expect(at).toBe((ascending[0] ?? 0) + place * stepMs);
      }),
    );
  });

  test("are at most as many as may be read, and lie on one grid for all stretches of a length", () => {
    fc.assert(
      fc.property(stretch, max, ([from, to], most) => {
        const { stepMs, moments } = listSamples([from, to], most);
        expect(moments.length).toBeLessThanOrEqual(Math.max(2, Math.min(200, most)));
        expect(moments.every((at) => at % stepMs === 0)).toBe(true);
      }),
    );
  });

  test("come coarse first: the first ones are spread over the whole stretch", () => {
    fc.assert(
      fc.property(stretch, fc.integer({ min: 3, max: 200 }), ([from, to], first) => {
        const { moments } = listSamples([from, to]);
        const some = moments.slice(0, first).toSorted((a, b) => a - b);
        const gaps = some.map((at, place) => (some[place + 1] ?? to) - at);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(
          (4 * (to - from)) / Math.min(first, moments.length) + DAY,
        );
      }),
    );
  });

  test.each([
    ["an hour", HOUR, 120],
    ["six hours", 6 * HOUR, 180],
    ["a day", DAY, 144],
    ["a week", 7 * DAY, 168],
  ])("of %s are %#", (_name, span, count) => {
    expect(listSamples([100 * DAY, 100 * DAY + span]).moments).toHaveLength(count);
  });
});

test("a stretch is at most 31 days", () => {
  expect([1, 31 * DAY, 31 * DAY + 1, 0, -1].map((to) => isCountable([0, to]))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
