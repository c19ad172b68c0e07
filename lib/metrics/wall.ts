import { countStates } from "#lib/gallery/counts.ts";
import type { Wall } from "#lib/model/wall.ts";
import type { Sources } from "./metrics.ts";

/** What a wall comes to, in the numbers that its page shows. */
export function countWall({ tiles, now }: Wall): Awaited<ReturnType<Sources["wall"]>> {
  const { black, frozen, ...states } = countStates(tiles, now);
  const newest = tiles.reduce((newest, { seen }) => Math.max(newest, seen), -Infinity);
  return { states, faults: { black, frozen }, newestAgeMs: newest === -Infinity ? null : now - newest };
}
