import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Stretch } from "#components/playback/moments.ts";
import {
  atFraction,
  boundsOf,
  clamp,
  MIN_SPAN_MS,
  nextSpan,
  pan,
  pinch,
  stretchToLoad,
  toFraction,
  writeSpan,
  zoom,
  zoomBy,
} from "#components/playback/scale.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 29, 7, 22, 30);
const WEEK = boundsOf(NOW, NOW, 7 * DAY);

const stretches = fc
  .tuple(fc.integer({ min: 0, max: 7 * DAY - MIN_SPAN_MS }), fc.integer({ min: MIN_SPAN_MS, max: 7 * DAY }))
  .map(([start, span]) => clamp({ from: WEEK.from + start, to: WEEK.from + start + span }, WEEK));
const parts = fc.double({ min: 0, max: 1, noNaN: true });
const span = ({ from, to }: Stretch) => to - from;
const isWithin = ({ from, to }: Stretch) =>
  from >= WEEK.from - 1 && to <= WEEK.to + 1 && to - from >= MIN_SPAN_MS - 1;

describe("a stretch", () => {
  test("stays within what is kept, however it is zoomed, panned and pinched", () => {
    const factor = fc.double({ min: 0.001, max: 1_000, noNaN: true });
    const by = fc.integer({ min: -10 * DAY, max: 10 * DAY });
    fc.assert(
      fc.property(stretches, factor, parts, by, parts, parts, (stretch, times, part, ms, a, b) => {
        const anchor = atFraction(part, stretch);
        for (const next of [
          zoom(stretch, times, anchor, WEEK),
          pan(stretch, ms, WEEK),
          pinch(stretch, [a, part], [part, b], WEEK),
          zoomBy(stretch, 1, anchor, WEEK),
          zoomBy(stretch, -1, anchor, WEEK),
        ])
          expect(isWithin(next)).toBe(true);
      }),
    );
  });

  test("keeps the moment under the pointer where it is, unless an end of what is kept is in the way", () => {
    fc.assert(
      fc.property(
        stretches,
        parts,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (stretch, part, factor) => {
          const anchor = atFraction(part, stretch);
          const next = zoom(stretch, factor, anchor, WEEK);
          const isAtEnd = next.from <= WEEK.from + 1 || next.to >= WEEK.to - 1;
          if (!isAtEnd) expect(toFraction(anchor, next)).toBeCloseTo(part, 6);
        },
      ),
    );
  });

  test("keeps both moments under two fingers", () => {
    const next = pinch({ from: NOW - 5 * HOUR, to: NOW - 3 * HOUR }, [0.4, 0.6], [0.2, 0.8], WEEK);
    for (const [before, after] of [
      [0.4, 0.2],
      [0.6, 0.8],
    ] as const)
      expect(atFraction(after, next)).toBeCloseTo(NOW - 5 * HOUR + before * 2 * HOUR, 0);
  });

  test("keeps its length when it is panned", () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: -DAY, max: DAY }), (stretch, by) => {
        expect(span(pan(stretch, by, WEEK))).toBeCloseTo(span(stretch), 3);
      }),
    );
  });

  test("holds the shown moment, even one that is no longer kept", () => {
    const old = NOW - 30 * DAY;
    expect(boundsOf(old, NOW, 7 * DAY)).toEqual({ from: old, to: NOW });
  });
});

describe("the zoom's buttons", () => {
  test("lead through round lengths to all that is kept, and end there", () => {
    let stretch: Stretch = { from: NOW - HOUR, to: NOW };
    const lengths = [];
    while (nextSpan(stretch, 1, WEEK) !== null) {
      stretch = zoomBy(stretch, 1, NOW, WEEK);
      lengths.push(writeSpan(span(stretch), String));
    }
    expect(lengths).toEqual(["3 h", "6 h", "12 h", "24 h", "3 days", "7 days"]);
    while (nextSpan(stretch, -1, WEEK) !== null) stretch = zoomBy(stretch, -1, NOW, WEEK);
    expect(stretch).toEqual({ from: NOW - 10 * MINUTE, to: NOW });
  });
});

test("zooming by buttons leaves room on both sides of a moment that is far from now", () => {
  const moment = NOW - 6 * HOUR;
  let stretch: Stretch = { from: NOW - 24 * HOUR, to: NOW };
  while (nextSpan(stretch, -1, WEEK) !== null) stretch = zoomBy(stretch, -1, moment, WEEK);
  expect(toFraction(moment, stretch)).toBeGreaterThan(0.2);
  expect(toFraction(moment, stretch)).toBeLessThan(0.8);
});

describe("what is loaded", () => {
  test("covers the shown stretch, on the grid of moments, and is hardly longer", () => {
    fc.assert(
      fc.property(stretches, (stretch) => {
        const { from, to } = stretchToLoad(stretch);
        expect([from % 30_000, to % 30_000]).toEqual([0, 0]);
        expect(from).toBeLessThanOrEqual(stretch.from);
        expect(to).toBeGreaterThanOrEqual(stretch.to);
        expect(to - from).toBeLessThanOrEqual(1.3 * span(stretch));
      }),
    );
  });

  test("stays the same while the timeline is panned by a pixel", () => {
    const loaded = new Set<string>();
    for (let px = 0; px < 100; px += 1) {
      const by = px * (HOUR / 1_200);
      loaded.add(JSON.stringify(stretchToLoad({ from: NOW - 5 * HOUR + by, to: NOW - 4 * HOUR + by })));
    }
    expect(loaded.size).toBeLessThan(6);
  });
});
