import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIVE_MS } from "#lib/model/state.ts";
import { readCoverage } from "#lib/history/coverage/read.ts";
import { coverageOf, joined, nextOn, withFrame, within, type Span } from "#lib/model/coverage.ts";
import { LONGEST_MS, stretchesOf } from "#lib/model/stretches.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 23);
const stream = { account: "ZG6NWV", name: "stage" };

/** A history as S3 would list it, and how often it was asked. */
function storeOf(frames: readonly { feed: string; time: number }[]) {
  const newestFirst = frames.toSorted((a, b) => b.time - a.time);
  let lists = 0;
  return {
    lists: () => lists,
    listPictures: (of: { stream: typeof stream }, from: number, count: number) => {
      lists += 1;
      const older = newestFirst.filter(({ time }) => time <= from);
      const page = older.slice(0, count).map((frame) => ({ ...frame, stream: of.stream }));
      return Promise.resolve({ frames: page, isEnd: older.length <= count });
    },
  };
}
const read = (store: ReturnType<typeof storeOf>, feed: string | null = null, to = START + DAY) =>
  readCoverage(store, { stream, feed, kind: "preview" }, { from: to - DAY, to }, AbortSignal.timeout(1_000));

describe("the coverage of a day", () => {
  test("shows each time that the stream was off, in three LISTs", async () => {
    const on = (from: number, to: number) =>
      Array.from({ length: Math.floor((to - from) / 30_000) }, (_, n) => ({
        feed: "a",
        time: from + n * 30_000 + 1,
      }));
    const store = storeOf([
      ...on(START - 5 * DAY, START + HOUR),
      ...on(START + 3 * HOUR, START + 20 * HOUR),
      ...on(START + 23 * HOUR, START + 2 * DAY),
    ]);
    const { on: spans, unknown } = await read(store);
    expect(store.lists()).toBe(3);
    expect(unknown).toEqual([]);
    expect(
      spans.map(([from, to]) => [Math.round((from - START) / HOUR), Math.round((to - START) / HOUR)]),
    ).toEqual([
      [0, 1],
      [3, 20],
      [23, 24],
    ]);
  });

  test("says what it does not know of a stream that sends more than a list holds", async () => {
    const store = storeOf(
      Array.from({ length: 8_640 }, (_, n) => ({ feed: "a", time: START + n * 10_000 + 1 })),
    );
    const { unknown } = await read(store);
    expect(store.lists()).toBe(3);
    expect(unknown).toHaveLength(3);
    const length = unknown.reduce((sum, [from, to]) => sum + to - from, 0);
    expect(Math.round(length / HOUR)).toBe(16);
  });

  test("of one feed leaves out the others", async () => {
    const store = storeOf([
      { feed: "a", time: START + HOUR },
      { feed: "b", time: START + 2 * HOUR },
    ]);
    expect((await read(store, "b")).on).toEqual([[START + 2 * HOUR, START + 2 * HOUR + LIVE_MS]]);
    expect((await read(store, "c")).on).toEqual([]);
  });

  test("is right about every moment, however the frames lie", async () => {
    const times = fc.uniqueArray(fc.integer({ min: -2 * LIVE_MS, max: DAY }), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(times, fc.nat(DAY - 1), async (offsets, at) => {
        const { on } = await read(storeOf(offsets.map((offset) => ({ feed: "a", time: START + offset }))));
        const moment = START + at;
        const isOn = offsets.some((offset) => START + offset <= moment && moment < START + offset + LIVE_MS);
        expect(on.some(([from, to]) => from <= moment && moment < to)).toBe(isOn);
        for (const [place, [from, to]] of on.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(on[place - 1]?.[1] ?? 0);
        }
      }),
    );
  });
});

test("playing goes on at the next moment at which the stream was on, or nobody knows", () => {
  const coverage = coverageOf([{ window: [0, 1_000_000], times: [500_000, 800_000], toldFrom: 100_000 }]);
  expect(nextOn(coverage, 50_000)).toBe(50_000);
  expect(nextOn(coverage, 200_000)).toBe(500_000);
  expect(nextOn(coverage, 510_000)).toBe(510_000);
  expect(nextOn(coverage, 500_000 + LIVE_MS)).toBe(800_000);
  expect(nextOn(coverage, 900_000)).toBeNull();
});

describe("a stretch of more than a day", () => {
  const time = fc.integer({ min: 0, max: 100 }).map((halfDays) => START + (halfDays * DAY) / 2 + 30_000);
  const stretch = fc
    .tuple(time, fc.integer({ min: 1, max: 60 }))
    .map(([from, halfDays]): Span => [from, from + (halfDays * DAY) / 2]);

  test("is asked for in parts that are all of it, none longer than what is told at once", () => {
    fc.assert(
      fc.property(stretch, ([from, to]) => {
        const parts = stretchesOf([from, to]);
        expect(parts[0]?.[0]).toBeLessThanOrEqual(from);
        expect(parts.at(-1)?.[1]).toBe(to);
        for (const [place, [start, end]] of parts.entries()) {
          expect(end - start).toBeLessThanOrEqual(LONGEST_MS);
          expect(end).toBeGreaterThan(start);
          if (place > 0) expect(start).toBe(parts[place - 1]?.[1]);
        }
      }),
    );
  });

  test("shares the days that are over with whoever asks half a minute later", () => {
    const days = (now: number) => stretchesOf([now - 7 * DAY, now]).slice(0, -1);
    expect(days(START + 30_000)).toEqual(days(START + 60_000));
  });

  test("is told as one: what was on over midnight is not cut", () => {
    const parts = [
      {
        on: [
          [0, 10],
          [20, 30],
        ],
        unknown: [[15, 18]],
      },
      { on: [[30, 40]], unknown: [] },
    ] satisfies { on: Span[]; unknown: Span[] }[];
    expect(joined(parts)).toEqual({
      on: [
        [0, 10],
        [20, 40],
      ],
      unknown: [[15, 18]],
    });
  });
});

describe("a frame that the lists do not have yet", () => {
  const end = START + DAY;

  test("was on, and is no second time where it follows the last one", () => {
    const nothing = { on: [], unknown: [] };
    expect(withFrame(nothing, end - 5_000, end)).toEqual({ on: [[end - 5_000, end]], unknown: [] });
    const before = { on: [[START, end - 20_000] as const], unknown: [] };
    expect(withFrame(before, end - 30_000, end).on).toEqual([[START, end]]);
  });

  test("at the end of what is looked at adds nothing; before its beginning, it was on then", () => {
    const nothing = { on: [], unknown: [] };
    expect(withFrame(nothing, end, end).on).toEqual([]);
    expect(withFrame(nothing, START - DAY, end).on).toEqual([[START - DAY, START - DAY + LIVE_MS]]);
  });
});

test("of what lies beyond the stretch that was told of, nothing is known", () => {
  const told = { on: [[20, 30] as const], unknown: [[10, 12] as const] };
  expect(within(told, [10, 40], [0, 50])).toEqual({
    on: [[20, 30]],
    unknown: [
      [0, 12],
      [40, 50],
    ],
  });
  expect(within(told, [10, 40], [15, 35]).unknown).toEqual([[10, 12]]);
  expect(within(told, [10, 40], [60, 70]).unknown).toEqual([
    [10, 12],
    [60, 70],
  ]);
});
