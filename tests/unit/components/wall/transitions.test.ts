import fc from "fast-check";
import { expect, test } from "vitest";
import { findLastTransition } from "#components/wall/transitions.ts";
import { findAlarm, LOST_MS } from "#lib/model/section.ts";
import { toState } from "#lib/model/state.ts";
import { buildTile, NOW } from "../build-tile.ts";

const AGE = fc.integer({ min: -10_000, max: 2 * LOST_MS });
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
      const tell = (at: number) => tiles.map((tile) => [toState(tile, at), findAlarm(tile, at)]);
      expect(tell(time)).toEqual(tell(now));
    }),
  );
});

test("the last transition stays the same while no state changes", () => {
  const find = (afterMs: number) => findLastTransition([buildTile(0)], NOW + afterMs);
  expect(find(1_000)).toBe(find(74_000));
  expect(find(76_000)).toBeGreaterThan(find(74_000));
});
