import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  toCoverage,
  findGaps,
  joinCoverage,
  nextOn,
  withFrame,
  within,
  type Coverage,
  type Span,
} from "#lib/model/coverage.ts";
import { findFault } from "#lib/model/fault-jumps.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../support/entries.ts";

const START = Date.UTC(2026, 10, 23);
const known = (on: readonly Span[], unknown: readonly Span[] = []): Coverage => ({ on, unknown, faults: [] });

test.each([
  [50, 50],
  [200, 500],
  [510, 510],
  [575, 800],
  [900, null],
])("playing goes on from %i at %s, when the stream was on or that is unknown", (moment, expected) => {
  const on: Span[] = [
    [500, 575],
    [800, 875],
  ];
  expect(nextOn(known(on, [[0, 100]]), moment)).toBe(expected);
});

test("a fault lasts to the next frame of its feed, and no longer than the feed is on", () => {
  const frames = [
    { feed: "a", time: 0, faults: ["black"] as const },
    { feed: "a", time: 30_000, faults: ["black", "frozen"] as const },
    { feed: "b", time: 40_000, faults: [] },
    { feed: "a", time: 60_000, faults: [] },
    { feed: "a", time: 1_000_000, faults: ["damaged"] as const },
  ];
  expect(toCoverage(frames, [0, DAY], 0).faults).toEqual([
    { fault: "black", span: [0, 60_000] },
    { fault: "frozen", span: [30_000, 60_000] },
    { fault: "damaged", span: [1_000_000, 1_000_000 + LIVE_MS] },
  ]);
});

test("a picture is frozen for as long as it is the same, but not while it is black or off air", () => {
  const frames = [30, 60, 90, 120, 150, 1_000, 1_200].map((seconds) => ({
    feed: "a",
    time: seconds * SECOND,
    faults: seconds === 60 ? (["black"] as const) : seconds % 50 === 0 ? (["frozen"] as const) : [],
  }));
  const { faults } = toCoverage(frames, [0, 1_100 * SECOND], 0, 100 * SECOND);
  expect(faults).toEqual([
    { fault: "frozen", span: [50 * SECOND, 60 * SECOND] },
    { fault: "black", span: [60 * SECOND, 90 * SECOND] },
    { fault: "frozen", span: [90 * SECOND, 150 * SECOND + LIVE_MS] },
    { fault: "frozen", span: [1_000 * SECOND, 1_000 * SECOND + LIVE_MS] },
  ]);
});

describe("gaps", () => {
  test("are stalled up to five minutes after the last frame, then offline", () => {
    const on: Span[] = [
      [HOUR, 2 * HOUR],
      [2 * HOUR + MINUTE, 3 * HOUR],
    ];
    const offlineFrom = 3 * HOUR + STALLED_MS - LIVE_MS;
    expect(findGaps(known(on, [[5 * HOUR, 6 * HOUR]]), [0, 7 * HOUR])).toEqual({
      stalled: [
        [2 * HOUR, 2 * HOUR + MINUTE],
        [3 * HOUR, offlineFrom],
      ],
      offline: [
        [0, HOUR],
        [offlineFrom, 5 * HOUR],
        [6 * HOUR, 7 * HOUR],
      ],
    });
  });

  test("are exactly the times that are neither on nor unknown", () => {
    const span = fc
      .tuple(fc.nat(DAY), fc.nat(HOUR))
      .map(([from, length]): Span => [START + from, START + from + length]);
    const coverage = fc
      .tuple(fc.array(span, { maxLength: 10 }), fc.array(span, { maxLength: 3 }))
      .map(([on, unknown]) => joinCoverage([known(on, unknown)]));
    fc.assert(
      fc.property(coverage, fc.nat(DAY - 1), ({ on, unknown }, offset) => {
        const { stalled, offline } = findGaps(known(on, unknown), [START, START + DAY]);
        const covers = ([from, to]: Span) => from <= START + offset && START + offset < to;
        expect([...stalled, ...offline].filter(covers)).toHaveLength(
          [...on, ...unknown].some(covers) ? 0 : 1,
        );
      }),
    );
  });

  test("and faults are jumped to, back and forth", () => {
    const frames = Array.from({ length: 100 }, (_, n) => ({
      feed: "a",
      time: START + n * 30 * SECOND,
      faults: n === 20 ? (["black"] as const) : [],
    }));
    const span: Span = [START, START + HOUR];
    const coverage = toCoverage(frames, span, START);
    const lastEnd = START + 99 * 30 * SECOND + LIVE_MS;
    const beginnings = [START + 10 * MINUTE, lastEnd, lastEnd + STALLED_MS - LIVE_MS];
    const jump = (from: number, by: -1 | 1) => {
      const found: number[] = [];
      for (let at = findFault(coverage, span, from, by); at !== null; at = findFault(coverage, span, at, by))
        found.push(at);
      return found;
    };
    expect(jump(START, 1)).toEqual(beginnings);
    expect(jump(START + HOUR, -1)).toEqual(beginnings.toReversed());
    expect(findFault(coverage, [START, START + 5 * MINUTE], START, 1)).toBeNull();
  });
});

test("no jump leads to the end of an unknown time: when the stream went offline is not known", () => {
  const coverage = known([[START + 2 * HOUR, START + 3 * HOUR]], [[START, START + HOUR]]);
  expect(findFault(coverage, [START, START + 3 * HOUR], START + 2.5 * HOUR, -1)).toBeNull();
});

test("joins spans that touch", () => {
  const before: Span[] = [
    [0, 10],
    [20, 30],
  ];
  const parts: Coverage[] = [
    { ...known(before, [[15, 18]]), faults: [{ fault: "black", span: [25, 30] }] },
    { ...known([[30, 40]]), faults: [{ fault: "black", span: [30, 35] }] },
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

test.each<[string, readonly Span[], number, readonly Span[]]>([
  ["was on", [], 50 * SECOND, [[50 * SECOND, MINUTE]]],
  ["goes on after the last one", [[0, 40 * SECOND]], 30 * SECOND, [[0, MINUTE]]],
  ["adds nothing at the end of the stretch", [], MINUTE, []],
  ["was on before the stretch", [], -DAY, [[-DAY, -DAY + LIVE_MS]]],
])("a frame that came after the lists %s", (_name, on, time, expected) => {
  expect(withFrame(known(on), time, MINUTE)).toEqual(known(expected));
});

test.each<[Span, readonly Span[]]>([
  [
    [0, 50],
    [
      [0, 12],
      [40, 50],
    ],
  ],
  [[15, 35], [[10, 12]]],
  [
    [60, 70],
    [
      [10, 12],
      [60, 70],
    ],
  ],
])("coverage of [10, 40) is unknown in the rest of %j", (stretch, unknown) => {
  expect(within(known([[20, 30]], [[10, 12]]), [10, 40], stretch)).toEqual(known([[20, 30]], unknown));
});
