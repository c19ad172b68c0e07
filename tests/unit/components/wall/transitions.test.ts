import fc from "fast-check";
import { expect, test } from "vitest";
import { lastTurn, turnsOf } from "#components/wall/transitions.ts";
import { STALLED_MS, stateOf } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";

const NOW = 1_800_000_000_000;
const AGE = fc.integer({ min: -10_000, max: 2 * STALLED_MS });
const FEED = fc.record({ age: fc.option(AGE), ended: fc.boolean() });

function tileOf({ age, ended }: { age: number | null; ended: boolean }): WallTile {
  const seen = age === null ? null : NOW - age;
  const names = { id: "a/b", stream: "a/b", name: "b", source: null, feed: "f" };
  return { ...names, time: seen, seen, ended, faults: [], picture: "" };
}

test("at the last turn, every tile has the state that it has now", () => {
  fc.assert(
    fc.property(fc.array(FEED), AGE, (feeds, later) => {
      const tiles = feeds.map(tileOf);
      const now = NOW + later;
      const turn = lastTurn(turnsOf(tiles), now);
      expect(turn).toBeLessThanOrEqual(now);
      expect(tiles.map((tile) => stateOf(tile, turn))).toEqual(tiles.map((tile) => stateOf(tile, now)));
    }),
  );
});

test("while no state changes, the turn stays the same", () => {
  const turns = turnsOf([tileOf({ age: 0, ended: false })]);
  expect(lastTurn(turns, NOW + 1_000)).toBe(lastTurn(turns, NOW + 74_000));
  expect(lastTurn(turns, NOW + 76_000)).toBeGreaterThan(lastTurn(turns, NOW + 74_000));
});
