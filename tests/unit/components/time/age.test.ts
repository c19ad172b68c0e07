import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeAge } from "#components/time/age.tsx";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECONDS_IN = { s: 1, min: 60, h: 3_600, d: 86_400 };

describe("an age in words", () => {
  test.each([
    [-5 * SECOND, "now"],
    [0, "now"],
    [999, "now"],
    [SECOND, "1 s ago"],
    [12_999, "12 s ago"],
    [99_999, "99 s ago"],
    [100 * SECOND, "2 min ago"],
    [89 * MINUTE, "89 min ago"],
    [90 * MINUTE, "2 h ago"],
    [47 * HOUR, "47 h ago"],
    [48 * HOUR, "2 d ago"],
    [365 * DAY, "365 d ago"],
  ])("of %i ms is %s", (ms, words) => {
    expect(describeAge(ms, String)).toBe(words);
  });

  test("has the reader's numerals and the page's words", () => {
    const arabic = new Intl.NumberFormat("ar-EG");
    expect(describeAge(12 * SECOND, (count) => arabic.format(count))).toBe("١٢ s ago");
  });

  test("is true to half of its unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: SECOND, max: 100 * DAY }), (ms) => {
        const { count, unit = "s" } =
          /^(?<count>\d+) (?<unit>s|min|h|d) ago$/.exec(describeAge(ms, String))?.groups ?? {};
        const seconds = SECONDS_IN[unit as keyof typeof SECONDS_IN];
        expect(Math.abs(Number(count) * seconds - ms / SECOND)).toBeLessThanOrEqual(
          Math.max(1, seconds / 2 + 1),
        );
      }),
    );
  });
});
