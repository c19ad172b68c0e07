import { expect, test } from "vitest";
import { findEarliest, firstRange } from "#components/compare/first-range.ts";
import { NO_COVERAGE, type Span } from "#lib/model/coverage.ts";
import { DAY, HOUR, MINUTE, NOON, wallTile } from "../../../support/entries.ts";

const compared = (name: string) => ({ stream: `x/${name}`, source: null, feed: null });
const tileOf = (name: string, age: number | null) => {
  const time = age === null ? null : NOON - age;
  return wallTile(`x/${name}`, { time, seen: time });
};
const ages = { live: 20_000, hour: HOUR, day: DAY, month: 27 * DAY, unread: null };
const wall = { asOf: NOON, tiles: Object.entries(ages).map(([name, age]) => tileOf(name, age)) };

test.each([
  ["a live stream", ["live"], 0],
  ["a live stream, and one that is off", ["live", "hour"], HOUR],
  ["streams that are off", ["hour", "day"], DAY],
  ["a stream that is off for longer than the longest range", ["live", "month"], 0],
  ["streams of which nothing is known", ["unread", "none"], 0],
  ["no stream", [], 0],
] as const)("the range of %s reaches back to the earliest last picture", (_, names, age) => {
  expect(NOON - findEarliest({ tiles: names.map(compared), at: null }, wall, NOON)).toBe(age);
});

test("the range at a moment reaches back to that", () => {
  const at = NOON - 40 * DAY;
  expect(findEarliest({ tiles: [compared("hour")], at }, wall, NOON)).toBe(at);
});

const HOUR_AGO: Span = [NOON - HOUR, NOON];
const since = (age: number) => ({ ...NO_COVERAGE, on: [[NOON - age, NOON] as const] });

test.each([
  ["all that have just begun", [since(2 * MINUTE), since(6 * MINUTE)], 0, 10 * MINUTE],
  ["one that has begun earlier", [since(2 * MINUTE), since(20 * MINUTE)], 0, 30 * MINUTE],
  ["one that goes on for long", [since(2 * MINUTE), since(HOUR)], 0, HOUR],
  ["one that cannot be read", [since(2 * MINUTE), null], 0, HOUR],
  ["one that went off hours ago", [since(HOUR)], 3 * HOUR, 6 * HOUR],
] as const)("the range of %s fits", (_, coverages, back, range) => {
  expect(firstRange(coverages, HOUR_AGO, NOON - back, NOON)).toBe(range);
});
