import { expect, test } from "vitest";
import { createGaps } from "#lib/gallery/gaps.ts";
import { MINUTE, NOON, SECOND } from "../model/entries.ts";

/** Polls fail every two seconds from `from` until before `to`. */
function failing(from: number, to: number) {
  const gaps = createGaps();
  gaps.succeed(from - 2 * SECOND);
  for (let at = from; at < to; at += 2 * SECOND) gaps.fail(at, at + 500);
  return gaps;
}

test("a gap counts from the last good poll to the next one, once it is over", () => {
  const gaps = failing(NOON, NOON + MINUTE);
  expect(gaps.seenAt(NOON - 10 * SECOND)).toBe(NOON - 10 * SECOND);
  expect(gaps.succeed(NOON + MINUTE)).toBe(true);
  expect(gaps.seenAt(NOON - 10 * SECOND)).toBe(NOON - 10 * SECOND + MINUTE + 2 * SECOND);
  expect(gaps.succeed(NOON + MINUTE + 2 * SECOND)).toBe(false);
});

test("a frame of a gap counts what is left of it", () => {
  const gaps = failing(NOON, NOON + MINUTE);
  gaps.succeed(NOON + MINUTE);
  expect(gaps.seenAt(NOON + 20 * SECOND)).toBe(NOON + MINUTE);
  expect(gaps.seenAt(NOON + MINUTE)).toBe(NOON + MINUTE);
});

test("time in which nobody looked is in no gap", () => {
  const gaps = createGaps();
  gaps.succeed(NOON - 10 * MINUTE);
  gaps.fail(NOON, NOON + SECOND);
  gaps.fail(NOON + 20 * MINUTE, NOON + 20 * MINUTE + SECOND);
  gaps.succeed(NOON + 40 * MINUTE);
  expect(gaps.seenAt(NOON - 5 * MINUTE)).toBe(NOON - 5 * MINUTE + 2 * (10 + 1 + 10) * SECOND);
});

test("a gap is forgotten when no feed can be live by it", () => {
  const gaps = failing(NOON, NOON + MINUTE);
  gaps.succeed(NOON + MINUTE);
  gaps.fail(NOON + 62 * MINUTE, NOON + 62 * MINUTE);
  gaps.succeed(NOON + 62 * MINUTE + SECOND);
  expect(gaps.seenAt(NOON - MINUTE)).toBe(NOON - MINUTE + 11 * SECOND);
});
