import fc from "fast-check";
import { expect, test } from "vitest";
import { findLastTransition } from "#components/wall/transitions.ts";
import { STALLED_MS, toState } from "#lib/model/state.ts";
import { buildTile, NOW } from "../build-tile.ts";

const AGE = fc.integer({ min: -10_000, max: 2 * STALLED_MS });
const TILE = fc
  .record({ age: fc.option(AGE), ended: fc.boolean() })
  .map(({ age, ended }) =>
    buildTile(age ?? 0, { ended, ...(age === null ? { time: null, seen: null } : {}) }),
  );

test("every tile has now the state of the last transition", () => {
  fc.assert(
    fc.property(fc.array(TILE), AGE, (tiles, later) => {
      const now = NOW + later;
      const time = findLastTransition(tiles, now);
      expect(time).toBeLessThanOrEqual(now);
      expect(tiles.map((tile) => toState(tile, time))).toEqual(tiles.map((tile) => toState(tile, now)));
    }),
  );
});

test("the last transition stays the same while no state changes", () => {
  const find = (afterMs: number) => findLastTransition([buildTile(0)], NOW + afterMs);
  expect(find(1_000)).toBe(find(74_000));
  expect(find(76_000)).toBeGreaterThan(find(74_000));
});
