import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WallTile } from "#lib/model/wall.ts";
import { nextPoll, retryDelay } from "#components/data/poll-policy.ts";
import { buildTile, NOW } from "../build-tile.ts";

const POLL_MS = 2_000;
const MAX_RETRY_MS = 20_000;
const SPREAD_MS = 250;

/** Expects random delays within bounds, so that viewers do not poll all at once. */
function expectSpread(next: () => number, min: number, max: number): void {
  const delays = Array.from({ length: 50 }, next);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(min);
  expect(Math.max(...delays)).toBeLessThanOrEqual(max);
  expect(new Set(delays).size).toBeGreaterThan(40);
}

test.each([
  [1, POLL_MS],
  [2, 2 * POLL_MS],
  [4, 8 * POLL_MS],
  [5, MAX_RETRY_MS],
  [1_000_000, MAX_RETRY_MS],
])("retries after failure %i in about %i ms", (retries, about) => {
  expectSpread(() => retryDelay(retries), 0.75 * about, 1.25 * about);
});

describe("the next poll is", () => {
  test.each<[string, WallTile[], number]>([
    ["when the first frame is due", [buildTile(10_000), buildTile(26_000)], 4_000],
    ["in five seconds while no frame is due", [buildTile(5_000)], 5_000],
    ["in five seconds without live feeds", [buildTile(100_000), buildTile(29_000, { ended: true })], 5_000],
    ["in five seconds on an empty wall", [], 5_000],
  ])("%s", (_when, tiles, about) => {
    expectSpread(() => nextPoll({ tiles, now: NOW, asOf: NOW }), 0.95 * about, 1.05 * about);
  });

  test.each<[string, number, number]>([
    ["at the next listing, right after one", 0, 2_000],
    ["at the next listing, some time after one", 900, 1_100],
    ["after the next listing, if that is close", 1_500, 3_000],
    ["in two seconds while the store is unreachable", 60_000, 2_000],
    ["in two seconds after the server's clock was set back", -5_000, 2_000],
  ])("%s, while a frame is due", (_when, age, about) => {
    for (const tiles of [[buildTile(29_000)], [buildTile(60_000)]])
      expectSpread(() => nextPoll({ tiles, now: NOW, asOf: NOW - age }), about, about + SPREAD_MS);
  });

  test("in two seconds without a wall", () => {
    expectSpread(() => nextPoll(null), 0.95 * POLL_MS, 1.05 * POLL_MS);
  });

  test("never later than a listing and the spread, for any number of viewers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (viewers) => {
        const polls = Array.from({ length: viewers }, (_, n) => ({ at: n * 97, asOf: -Infinity }));
        let asOf = -Infinity;
        while (Math.min(...polls.map(({ at }) => at)) < 60_000) {
          const next = polls.reduce((a, b) => (a.at <= b.at ? a : b));
          // The server lists on demand, every two seconds at most.
          if (next.at - asOf >= POLL_MS) asOf = next.at;
          const isSteady = next.at > 20_000;
          // By now, everything that came right after the last listing is known.
          if (isSteady) expect(next.at - next.asOf).toBeLessThanOrEqual(POLL_MS + 2 * SPREAD_MS);
          next.asOf = asOf;
          const tiles = [buildTile(60_000 - next.at)];
          // In whole milliseconds, as clocks are: with a fraction of one, a poll could come just before its listing.
          next.at += Math.ceil(nextPoll({ tiles, now: NOW + next.at, asOf: NOW + asOf }));
        }
      }),
    );
  });
});
