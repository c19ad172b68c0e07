import { expect, test } from "vitest";
import { formatDuration } from "#components/time/duration.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

test.each([
  [-5 * SECOND, "0 s", "0 s"],
  [9_999, "9 s", "9 s"],
  [80 * SECOND, "1 min 20 s", "1 min 20 s"],
  [119 * SECOND, "1 min 59 s", "1 min 59 s"],
  [192 * SECOND, "3 min", "3 min 12 s"],
  [4 * MINUTE, "4 min", "4 min"],
  [61 * MINUTE + SECOND, "61 min", "61 min"],
  [119 * MINUTE, "119 min", "119 min"],
  [120 * MINUTE + SECOND, "2 h", "2 h"],
  [47 * HOUR, "47 h", "47 h"],
  [71 * HOUR, "2 d", "2 d"],
])("%i ms are %s, or precisely %s", (ms, text, precise) => {
  expect([formatDuration(ms, String), formatDuration(ms, String, true)]).toEqual([text, precise]);
});
