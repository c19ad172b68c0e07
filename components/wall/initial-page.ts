import { countStates, type Counts } from "#lib/gallery/counts.ts";
import type { Wall } from "#lib/model/wall.ts";
import { tilesFound, tilesInView, type View } from "./view.ts";

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
  const counts = countStates(tilesFound(wall.tiles, view.q), wall.asOf);
  const total = wall.tiles.length;
  if (total <= MOST) return { wall, counts, total, more: 0 };
  const shown = tilesInView(wall.tiles, view, wall.asOf);
  const first = shown.slice(0, MOST).map(({ tile }) => tile);
  // Of no version that the server knows: the first poll brings all, and not what changed since.
  return {
    wall: { ...wall, tiles: first, version: "part" },
    counts,
    total,
    more: shown.length - first.length,
  };
}
