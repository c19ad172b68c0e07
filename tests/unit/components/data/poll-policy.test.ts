import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WallTile } from "#lib/model/wall.ts";
import { nextPoll, retryDelay } from "#components/data/poll-policy.ts";

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

describe("the pause before the next poll", () => {
  const NOW = 1_795_447_990_000;
  const tile = (secondsAgo: number, ended = false): WallTile => ({
    id: "a",
    stream: "a/b",
    name: "b",
    source: null,
    feed: "feed-1",
    time: NOW - secondsAgo * 1_000,
    seen: NOW - secondsAgo * 1_000,
    ended,
    faults: [],
    picture: "",
  });

  test.each<[string, WallTile[], number]>([
    ["until the first is due", [tile(10), tile(26)], 4_000],
    ["five seconds, while none is due", [tile(5)], 5_000],
    ["five seconds, when nothing is live", [tile(100), tile(29, true)], 5_000],
    ["five seconds, when there is nothing", [], 5_000],
  ])("is %s", (_what, tiles, about) => {
    const pauses = Array.from({ length: 50 }, () => nextPoll({ tiles, now: NOW, asOf: NOW }));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0.95 * about);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1.05 * about);
    expect(new Set(pauses).size).toBeGreaterThan(40);
  });

  test.each<[string, number, number]>([
    ["until the store is listed again, when that was just done", 0, 2_000],
    ["until the store is listed again, when that was some time ago", 900, 1_100],
    ["until the one after, when the next one is close", 1_500, 3_000],
    ["a poll, while the store cannot be listed", 60_000, 2_000],
    ["a poll, when the server's clock was set back", -5_000, 2_000],
  ])("is, while a picture is due or overdue, %s", (_what, age, about) => {
    for (const tiles of [[tile(29)], [tile(60)]]) {
      const pauses = Array.from({ length: 50 }, () => nextPoll({ tiles, now: NOW, asOf: NOW - age }));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(about);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(about + 250);
      expect(new Set(pauses).size).toBeGreaterThan(40);
    }
  });

  test("lets no viewer wait for news longer than a listing and the spread", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (viewers) => {
        const polls = Array.from({ length: viewers }, (_, n) => ({ at: n * 97, asOf: -Infinity }));
        let asOf = -Infinity;
        while (Math.min(...polls.map(({ at }) => at)) < 60_000) {
          const next = polls.reduce((a, b) => (a.at <= b.at ? a : b));
          // The server lists on demand, every two seconds at most.
          if (next.at - asOf >= POLL_MS) asOf = next.at;
          const isSteady = next.at > 20_000;
          // Whatever came right after the listing of before is seen now.
          if (isSteady) expect(next.at - next.asOf).toBeLessThanOrEqual(POLL_MS + 2 * 250);
          next.asOf = asOf;
          next.at += nextPoll({
            tiles: [{ ...tile(0), seen: NOW + next.at - 60_000 }],
            now: NOW + next.at,
            asOf: NOW + asOf,
          });
        }
      }),
    );
  });

  test("is a poll where there is no wall yet", () => {
    expect(nextPoll(null)).toBeLessThanOrEqual(1.05 * POLL_MS);
  });
});
