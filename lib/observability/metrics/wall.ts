import { countStates } from "#lib/gallery/counts.ts";
import { stateTime, type BareTile, type Clocks } from "#lib/model/wall.ts";
import type { Sources } from "./metrics.ts";

/** A wall in numbers, the same that its page shows. */
export function countWall(
  wall: Clocks & { readonly tiles: readonly BareTile[] },
): Awaited<ReturnType<Sources["wall"]>> {
  const { black, frozen, damaged, ...states } = countStates(wall.tiles, stateTime(wall));
  const newest = wall.tiles.reduce((newest, { seen }) => Math.max(newest, seen ?? -Infinity), -Infinity);
  const newestAgeMs = newest === -Infinity ? null : wall.now - newest;
  return { states, faults: { black, frozen, damaged }, newestAgeMs };
}
