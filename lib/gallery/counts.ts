import { stateOf, type State } from "#lib/model/state.ts";
import type { Wall, WallTile } from "#lib/model/wall.ts";

export type Counts = Readonly<Record<State | WallTile["faults"][number], number>>;

/** How many tiles are in which state, and how many live ones show nothing that moves. */
export function countStates(tiles: Wall["tiles"], now: number): Counts {
  const counts = { live: 0, stalled: 0, offline: 0, black: 0, frozen: 0 };
  for (const tile of tiles) {
    const state = stateOf(tile, now);
    counts[state] += 1;
    // Of a feed that is gone, the last picture tells nothing.
    if (state === "live") for (const fault of tile.faults) counts[fault] += 1;
  }
  return counts;
}
