import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Age, formatAge } from "#components/time/age.tsx";
import { PageTime } from "#components/time/clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECONDS_IN = { s: 1, min: 60, h: 3_600, d: 86_400 };

test.each([
  [-5 * SECOND, "now"],
  [999, "now"],
  [SECOND, "1 s ago"],
  [99_999, "99 s ago"],
  [100 * SECOND, "2 min ago"],
  [89 * MINUTE, "89 min ago"],
  [90 * MINUTE, "2 h ago"],
  [47 * HOUR, "47 h ago"],
  [48 * HOUR, "2 d ago"],
])("an age of %i ms is %s", (ms, text) => {
  expect(formatAge(ms, String)).toBe(text);
});

test("an age has the reader's numerals and English words", () => {
  const arabic = new Intl.NumberFormat("ar-EG");
  expect(formatAge(12 * SECOND, (count) => arabic.format(count))).toBe("١٢ s ago");
});

test("an age is rounded to half of its unit", () => {
  fc.assert(
    fc.property(fc.integer({ min: SECOND, max: 100 * DAY }), (ms) => {
      const [count, unit] = formatAge(ms, String).split(" ");
      const seconds = SECONDS_IN[unit as keyof typeof SECONDS_IN];
      const error = Math.abs(Number(count) * seconds - ms / SECOND);
      expect(error).toBeLessThanOrEqual(Math.max(1, seconds / 2 + 1));
    }),
  );
});

test("in an outage the age of a state stands still, and that of a moment does not", () => {
  const draw = (clocks: { now: number; asOf: number }, isState: boolean) =>
    renderToStaticMarkup(
      createElement(PageTime, { value: clocks }, createElement(Age, { of: MINUTE, isState })),
    );
  const read = 2 * MINUTE - 20 * SECOND;
  expect(draw({ now: read + 5 * SECOND, asOf: read }, true)).toContain(">45 s ago<");
  expect(draw({ now: read + 30 * SECOND, asOf: read }, true)).toContain(">40 s ago<");
  expect(draw({ now: read + 30 * SECOND, asOf: read }, false)).toContain(">70 s ago<");
});
