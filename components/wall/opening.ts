import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { Wall, WallTile } from "#lib/gallery/wall.ts";
import { tilesFound, tilesInView, type View } from "./view.ts";

export type Counts = Readonly<Record<State | WallTile["faults"][number], number>>;

/** What the page brings of the wall: all of it when it is small, else the beginning of the view. */
export type Opening = {
  readonly wall: Wall | null;
  /** Of what the search finds. */
  readonly counts: Counts;
  /** How many tiles the whole wall has. */
  readonly total: number;
  /** How many tiles of the view the page does not bring. */
  readonly more: number;
};

/** A screenful at 4K. Each tile costs the page about 2 KB, most of it the signed address. */
const MOST = 120;

/** Cuts a wall down to what its page needs before the first poll brings the rest. */
export function openingOf(wall: Wall | null, view: View): Opening {
  if (wall === null) return { wall, counts: countStates([], 0), total: 0, more: 0 };
  const counts = countStates(tilesFound(wall.tiles, view.q), wall.now);
  const total = wall.tiles.length;
  if (total <= MOST) return { wall, counts, total, more: 0 };
  const shown = tilesInView(wall.tiles, view, wall.now);
  const first = shown.slice(0, MOST).map(({ tile }) => tile);
  // Of no version that the server knows: the first poll brings all, and not what changed since.
  return {
    wall: { ...wall, tiles: first, version: "part" },
    counts,
    total,
    more: shown.length - first.length,
  };
}

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
