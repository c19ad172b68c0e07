import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "#lib/model/coverage.ts";
import { isStretch, MAX_MS, stretchToAsk } from "#lib/model/stretches.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../support/entries.ts";

const START = Date.UTC(2026, 10, 23);

describe("the stretch to ask for", () => {
  test("is valid, and holds what is looked at, up to 31 days", () => {
    const half = fc.nat(10_000).map((n) => START + n * 30 * SECOND);
    fc.assert(
      fc.property(half, fc.integer({ min: 1, max: 31 * 2_880 }), (from, steps) => {
        const to = from + steps * 30 * SECOND;
        const asked = stretchToAsk([from, to]);
        expect(isStretch(asked)).toBe(true);
        expect(asked[1]).toBeGreaterThanOrEqual(to);
        expect(asked[0] <= from || asked[1] - asked[0] === MAX_MS).toBe(true);
      }),
    );
  });

  test("of a month is the same for a whole hour", () => {
    const ask = (now: number) => stretchToAsk([now - 30 * DAY, now]);
    expect(ask(START + 30 * SECOND)).toEqual(ask(START + MINUTE));
  });

  test.each<[string, Span]>([
    ["empty", [START, START]],
    ["too long", [START, START + 31 * DAY + HOUR]],
    ["off the grid of half minutes", [START + 1, START + HOUR + 1]],
    ["off the grid of hours", [START + 30 * SECOND, START + 30 * SECOND + 2 * DAY]],
    ["of a day and half a minute", [START, START + DAY + 30 * SECOND]],
  ])("is never %s", (_name, stretch) => {
    expect(isStretch(stretch)).toBe(false);
  });

  test.each<[string, Span]>([
    ["a day", [START + 30 * SECOND, START + 30 * SECOND + DAY]],
    ["a day and an hour", [START, START + DAY + HOUR]],
    ["31 days", [START, START + 31 * DAY]],
  ])("may be %s", (_name, stretch) => {
    expect(isStretch(stretch)).toBe(true);
  });
});
