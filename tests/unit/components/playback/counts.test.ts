import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstOn, mostOn, sampleAt, samplesOf, toPath, type Counts } from "#components/playback/counts.ts";

const COUNTS: Counts = {
  samples: [
    [100, 4, 0],
    [200, 2, 3],
    [300, 6, 0],
  ],
  until: 400,
  isWhole: true,
};

describe("the number of live streams", () => {
  test("holds from its moment until the next one, and the last until the end of what is told", () => {
    const live = [99, 100, 199, 200, 300, 400, 401].map((at) => sampleAt(COUNTS, at)?.[1] ?? null);
    expect(live).toEqual([null, 4, 4, 2, 6, 6, null]);
  });

  test("of any moment is that of the last sample before it", () => {
    const samples = fc
      .uniqueArray(fc.nat(1_000), { maxLength: 30 })
      .map((times) => times.sort((a, b) => a - b).map((at) => [at, at, 0] as const));
    fc.assert(
      fc.property(samples, fc.nat(1_000), (all, moment) => {
        const expected = all.filter(([at]) => at <= moment).at(-1) ?? null;
        expect(sampleAt({ samples: all, until: 1_000, isWhole: true }, moment)).toEqual(expected);
      }),
    );
  });

  test("of a stretch begins with what held before it", () => {
    expect(samplesOf(COUNTS, { from: 150, to: 300 })).toEqual(COUNTS.samples.slice(0, 2));
    expect(mostOn(COUNTS.samples)).toBe(6);
  });
});

test("bars go from sample to sample, and end where nothing is told", () => {
  const stretch = { from: 100, to: 500 };
  const path = toPath(COUNTS.samples, stretch, COUNTS.until, [400, 100], ([, live]) => [0, live / 10]);
  expect(path).toBe("M0 100V60H100V100ZM100 100V80H200V100ZM200 100V40H300V100Z");
  const gap: Counts["samples"] = [...COUNTS.samples.slice(0, 1), [200, 0, 0], [300, 6, 0]];
  expect(toPath(gap, stretch, COUNTS.until, [400, 100], ([, live]) => [0, live / 10])).toBe(
    "M0 100V60H100V100ZM200 100V40H300V100Z",
  );
  expect(toPath([], stretch, 400, [400, 100], () => [0, 1])).toBe("");
});

test("a first stretch begins with the data and holds the moment, but is not too short", () => {
  const minutes = (count: number) => count * 60_000;
  const stretch = { from: 0, to: minutes(60) };
  const since = (at: number): Counts => ({
    ...COUNTS,
    samples: [
      [0, 0, 0],
      [minutes(at), 0, 1],
    ],
  });
  expect(firstOn(since(30), stretch, minutes(50))).toBe(minutes(29));
  expect(firstOn(since(30), stretch, minutes(10))).toBe(minutes(9));
  expect(firstOn(since(58), stretch, minutes(59))).toBe(minutes(45));
  expect(firstOn({ ...COUNTS, samples: [] }, stretch, minutes(50))).toBe(0);
});
