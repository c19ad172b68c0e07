import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveByKey, spanFor, stretchAround, toMoment } from "#components/playback/moments.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 23, 15, 33, 8, 123);
const LATEST = Date.UTC(2026, 10, 23, 15, 33);

describe("a moment", () => {
  test("is the next half minute", () => {
    expect(toMoment(Date.UTC(2026, 10, 23, 14, 5, 0, 1), NOW)).toBe(Date.UTC(2026, 10, 23, 14, 5, 30));
    expect(toMoment(Date.UTC(2026, 10, 23, 14, 5), NOW)).toBe(Date.UTC(2026, 10, 23, 14, 5));
  });

  test("is never later than now", () => {
    expect(toMoment(NOW, NOW)).toBe(LATEST);
    expect(toMoment(NOW + HOUR, NOW)).toBe(LATEST);
  });
});

describe("a timeline", () => {
  test("reaches back to the moment with some margin", () => {
    expect(spanFor(NOW - 10 * MINUTE, NOW)).toBe(HOUR);
    expect(spanFor(NOW - 50 * MINUTE, NOW)).toBe(6 * HOUR);
  });

  test("is no longer than the past is kept, and begins no earlier", () => {
    expect(spanFor(NOW - 9 * 24 * HOUR, NOW, 24 * HOUR)).toBe(6 * HOUR);
    expect(spanFor(NOW, NOW, 0)).toBe(HOUR);
    expect(stretchAround(LATEST, 24 * HOUR, LATEST, 8 * HOUR)).toEqual({
      from: LATEST - 8 * HOUR,
      to: LATEST,
    });
    const old = LATEST - 9 * HOUR;
    expect(stretchAround(old, 24 * HOUR, LATEST, 8 * HOUR)).toEqual({ from: old, to: LATEST });
  });

  test("ends now, or lies around a moment that is too far back", () => {
    expect(stretchAround(LATEST - HOUR, HOUR, NOW)).toEqual({ from: LATEST - HOUR, to: LATEST });
    expect(stretchAround(LATEST - 9 * HOUR, HOUR, NOW)).toEqual({
      from: LATEST - 9.5 * HOUR,
      to: LATEST - 8.5 * HOUR,
    });
  });

  test("holds the moment, even of a clock that is ahead", () => {
    const moment = fc.integer({ min: 0, max: 2 * 86_400 }).map((step) => step * 30_000);
    const span = fc.constantFrom(1, 6, 24, 168).map((hours) => hours * HOUR);
    const now = fc.integer({ min: 0, max: 60 * 86_400_000 });
    fc.assert(
      fc.property(moment, span, now, (at, spanMs, clock) => {
        const { from, to } = stretchAround(at, spanMs, clock);
        expect(from).toBeLessThanOrEqual(at);
        expect(to).toBeGreaterThanOrEqual(at);
      }),
      { examples: [[LATEST + 30_000, HOUR, NOW]] },
    );
  });

  test.each([
    ["ArrowLeft", -30_000],
    ["ArrowRight", 30_000],
    ["PageDown", -10 * MINUTE],
    ["PageUp", 10 * MINUTE],
    ["Home", -HOUR],
    ["End", 2 * HOUR],
    ["a", null],
  ])("%s moves by %s ms", (key, by) => {
    const moment = LATEST - 2 * HOUR;
    const stretch = { from: moment - HOUR, to: LATEST };
    expect(moveByKey(key, moment, stretch, NOW)).toBe(by === null ? null : moment + by);
  });
});
