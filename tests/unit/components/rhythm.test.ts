import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryDelay } from "#components/wall/use-wall.ts";

const POLL_MS = 2_000;
const SLOWEST_MS = 20_000;

describe("the pause before a failed poll is tried again", () => {
  test("is at least most of a poll and never above 25 s, however often it failed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (retries) => {
        const delay = retryDelay(retries);
        expect(delay).toBeGreaterThanOrEqual(0.75 * POLL_MS);
        expect(delay).toBeLessThanOrEqual(1.25 * SLOWEST_MS);
      }),
    );
  });

  test.each([
    [1, POLL_MS],
    [2, 2 * POLL_MS],
    [3, 4 * POLL_MS],
    [4, 8 * POLL_MS],
    [5, SLOWEST_MS],
    [50, SLOWEST_MS],
  ])("is, after failure %i, about %i ms", (retries, about) => {
    const delays = Array.from({ length: 50 }, () => retryDelay(retries));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0.75 * about);
    expect(Math.max(...delays)).toBeLessThanOrEqual(1.25 * about);
  });

  test("differs from viewer to viewer, so that they do not come back all at once", () => {
    expect(new Set(Array.from({ length: 50 }, () => retryDelay(5))).size).toBeGreaterThan(40);
  });
});
