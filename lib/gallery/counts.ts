import type { Fault } from "#lib/model/frame.ts";
import { stateOf, type State } from "#lib/model/state.ts";
import type { BareTile } from "#lib/model/wall.ts";

export type Counts = Readonly<Record<State | Fault, number>>;

/** How many tiles are in which state, and how many live ones have a fault. */
export function countStates(tiles: readonly BareTile[], now: number): Counts {
  const counts = { live: 0, stalled: 0, offline: 0, black: 0, frozen: 0, damaged: 0 };
  for (const tile of tiles) {
    const state = stateOf(tile, now);
    counts[state] += 1;
    // The last picture of a feed that is gone tells nothing.
    if (state === "live") for (const fault of tile.faults) counts[fault] += 1;
  }
  return counts;
}
