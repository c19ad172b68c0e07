import { expect, test } from "vitest";
import { formatStopwatch } from "#components/kiosk/stopwatch.ts";

test.each([
  [-1, "0:00"],
  [192_999, "3:12"],
  [3_725_000, "1:02:05"],
  [47.9 * 3_600_000, "47:54:00"],
  [5.5 * 86_400_000, "5 d"],
])("a duration of %i ms is %s", (ms, text) => {
  expect(formatStopwatch(ms)).toBe(text);
});
