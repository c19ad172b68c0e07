import { countStates, type Counts } from "#lib/gallery/counts.ts";
import type { BareTile, Wall } from "#lib/model/wall.ts";
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

/** The tiles that a page needs before the first poll brings the rest. */
export function firstTiles<T extends BareTile>(tiles: readonly T[], asOf: number, view: View): readonly T[] {
  if (tiles.length <= MOST) return tiles;
  return tilesInView(tiles, view, asOf)
    .slice(0, MOST)
    .map(({ tile }) => tile);
}

/** @param opened the wall with its first tiles, and all tiles; null when the store was never reached */
export function openingOf(
  opened: { readonly wall: Wall; readonly tiles: readonly BareTile[] } | null,
  view: View,
): Opening {
  if (opened === null) return { wall: null, counts: countStates([], 0), total: 0, more: 0 };
  const { wall, tiles } = opened;
  const counts = countStates(tilesFound(tiles, view.q), wall.asOf);
  const isWhole = wall.tiles.length === tiles.length;
  const inView = isWhole ? 0 : tilesInView(tiles, view, wall.asOf).length;
  return { wall, counts, total: tiles.length, more: isWhole ? 0 : inView - wall.tiles.length };
}
