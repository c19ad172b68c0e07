import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  toCoverage,
  findGaps,
  joinCoverage,
  nextOn,
  NO_COVERAGE,
  withFrame,
  within,
  type Coverage,
  type Span,
} from "#lib/model/coverage.ts";
import { findFault } from "#lib/model/fault-jumps.ts";
import type { Fault } from "#lib/model/frame.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import { isStretch, MAX_MS, stretchToAsk } from "#lib/model/stretches.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 23);
const frame = (time: number, faults: readonly Fault[] = [], feed = "a") => ({ feed, time, faults });

test("playing goes on at the next moment at which the stream was on, or nobody knows", () => {
  const coverage: Coverage = {
    ...NO_COVERAGE,
    on: [
      [500_000, 575_000],
      [800_000, 875_000],
    ],
    unknown: [[0, 100_000]],
  };
  expect(nextOn(coverage, 50_000)).toBe(50_000);
  expect(nextOn(coverage, 200_000)).toBe(500_000);
  expect(nextOn(coverage, 510_000)).toBe(510_000);
  expect(nextOn(coverage, 575_000)).toBe(800_000);
  expect(nextOn(coverage, 900_000)).toBeNull();
});

describe("a fault", () => {
  test("lasts from its frame to the next one of its feed, and no longer than the feed is on", () => {
    const frames = [
      frame(0, ["black"]),
      frame(30_000, ["black", "frozen"]),
      frame(40_000, [], "b"),
      frame(60_000),
      frame(1_000_000, ["damaged"]),
    ];
    expect(toCoverage(frames, [0, DAY], 0).faults).toEqual([
      { fault: "black", span: [0, 60_000] },
      { fault: "frozen", span: [30_000, 60_000] },
      { fault: "damaged", span: [1_000_000, 1_000_000 + LIVE_MS] },
    ]);
  });
});

describe("gaps", () => {
  test("are stalled up to five minutes after the last frame, then offline; what is unknown is no gap", () => {
    const coverage: Coverage = {
      ...NO_COVERAGE,
      on: [
        [HOUR, 2 * HOUR],
        [2 * HOUR + 60_000, 3 * HOUR],
      ],
      unknown: [[5 * HOUR, 6 * HOUR]],
    };
    const turn = STALLED_MS - LIVE_MS;
    expect(findGaps(coverage, [0, 7 * HOUR])).toEqual({
      stalled: [
        [2 * HOUR, 2 * HOUR + 60_000],
        [3 * HOUR, 3 * HOUR + turn],
      ],
      offline: [
        [0, HOUR],
        [3 * HOUR + turn, 5 * HOUR],
        [6 * HOUR, 7 * HOUR],
      ],
    });
  });

  test("and times on or unknown are all of a stretch, and nothing twice", () => {
    const span = fc
      .tuple(fc.nat(DAY), fc.nat(HOUR))
      .map(([from, length]): Span => [START + from, START + from + length]);
    const coverage = fc
      .tuple(fc.array(span, { maxLength: 10 }), fc.array(span, { maxLength: 3 }))
      .map(([on, unknown]) => joinCoverage([{ on, unknown, faults: [] }]));
    fc.assert(
      fc.property(coverage, fc.nat(DAY), (known, offset) => {
        const { stalled, offline } = findGaps(known, [START, START + DAY]);
        const moment = START + Math.min(offset, DAY - 1);
        const covers = ([from, to]: Span) => from <= moment && moment < to;
        const isTold = [...known.on, ...known.unknown].some(covers);
        expect([...stalled, ...offline].filter(covers)).toHaveLength(isTold ? 0 : 1);
      }),
    );
  });

  test("and faults are jumped to, back and forth", () => {
    const frames = Array.from({ length: 100 }, (_, n) =>
      frame(START + n * 30_000, n === 20 ? ["black"] : []),
    );
    const span: Span = [START, START + HOUR];
    const coverage = toCoverage(frames, span, START);
    const lastEnd = START + 99 * 30_000 + LIVE_MS;
    const beginnings = [START + 600_000, lastEnd, lastEnd + STALLED_MS - LIVE_MS];
    const jump = (from: number, by: -1 | 1) => {
      const found: number[] = [];
      for (let at = findFault(coverage, span, from, by); at !== null; at = findFault(coverage, span, at, by))
        found.push(at);
      return found;
    };
    expect(jump(START, 1)).toEqual(beginnings);
    expect(jump(START + HOUR, -1)).toEqual(beginnings.toReversed());
  });

  test("are none at the end of a stretch that goes on", () => {
    const span: Span = [START, START + 300_000];
    const frames = Array.from({ length: 10 }, (_, n) => frame(START + n * 30_000));
    expect(findFault(toCoverage(frames, span, START), span, START, 1)).toBeNull();
  });
});

describe("the stretch to ask for", () => {
  test("can be asked for, and holds what is looked at, up to 31 days of it", () => {
    const half = fc.nat(10_000).map((n) => START + n * 30_000);
    fc.assert(
      fc.property(half, fc.integer({ min: 1, max: 31 * 2_880 }), (from, steps) => {
        const asked = stretchToAsk([from, from + steps * 30_000]);
        expect(isStretch(asked)).toBe(true);
        expect(asked[1]).toBeGreaterThanOrEqual(from + steps * 30_000);
        expect(asked[0] <= from || asked[1] - asked[0] === MAX_MS).toBe(true);
      }),
    );
  });

  test("is the same for all who ask for a month in the same hour", () => {
    const ask = (now: number) => stretchToAsk([now - 30 * DAY, now]);
    expect(ask(START + 30_000)).toEqual(ask(START + 60_000));
  });

  test("is none when it is empty, too long or off its grid", () => {
    expect(isStretch([START, START])).toBe(false);
    expect(isStretch([START, START + 32 * DAY])).toBe(false);
    expect(isStretch([START + 1, START + HOUR + 1])).toBe(false);
    expect(isStretch([START + 30_000, START + 30_000 + 2 * DAY])).toBe(false);
  });
});

test("stretches are told as one: what was on over midnight is not cut", () => {
  const parts: Coverage[] = [
    {
      on: [
        [0, 10],
        [20, 30],
      ],
      unknown: [[15, 18]],
      faults: [{ fault: "black", span: [25, 30] }],
    },
    { on: [[30, 40]], unknown: [], faults: [{ fault: "black", span: [30, 35] }] },
  ];
  expect(joinCoverage(parts)).toEqual({
    on: [
      [0, 10],
      [20, 40],
    ],
    unknown: [[15, 18]],
    faults: [{ fault: "black", span: [25, 35] }],
  });
});

describe("a frame that the lists do not have yet", () => {
  const end = START + DAY;

  test("was on, and is no second time where it follows the last one", () => {
    expect(withFrame(NO_COVERAGE, end - 5_000, end)).toEqual({ ...NO_COVERAGE, on: [[end - 5_000, end]] });
    const before: Coverage = { ...NO_COVERAGE, on: [[START, end - 20_000]] };
    expect(withFrame(before, end - 30_000, end).on).toEqual([[START, end]]);
  });

  test("at the end of what is looked at adds nothing; before its beginning, it was on then", () => {
    expect(withFrame(NO_COVERAGE, end, end).on).toEqual([]);
    expect(withFrame(NO_COVERAGE, START - DAY, end).on).toEqual([[START - DAY, START - DAY + LIVE_MS]]);
  });
});

test("of what lies beyond the stretch that was told of, nothing is known", () => {
  const told: Coverage = { ...NO_COVERAGE, on: [[20, 30]], unknown: [[10, 12]] };
  expect(within(told, [10, 40], [0, 50])).toEqual({
    on: [[20, 30]],
    unknown: [
      [0, 12],
      [40, 50],
    ],
    faults: [],
  });
  expect(within(told, [10, 40], [15, 35]).unknown).toEqual([[10, 12]]);
  expect(within(told, [10, 40], [60, 70]).unknown).toEqual([
    [10, 12],
    [60, 70],
  ]);
});
