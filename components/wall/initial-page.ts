import { countStates, type Counts } from "#lib/model/state.ts";
import type { BareTile, Wall } from "#lib/model/wall.ts";
import { listTiles, searchTiles } from "./filters.ts";
import type { View } from "#lib/model/view.ts";

/** The part of the wall that comes with the page: a small wall, or the first tiles of the view. */
export type InitialPage = {
  readonly wall: Wall | null;
  /** The states of the tiles that the search finds. */
  readonly counts: Counts;
  /** The number of tiles of the whole wall. */
  readonly total: number;
  /** The number of tiles of the view that are not on the page. */
  readonly remaining: number;
};

/** A screenful at 4K. Each tile adds about 2 KB to the page, most of it the signed address. */
export const MAX_INITIAL_TILES = 120;

/** The tiles that the page needs before the first poll brings the rest. */
export function listInitialTiles<T extends BareTile>(
  tiles: readonly T[],
  asOf: number,
  view: View,
): readonly T[] {
  if (tiles.length <= MAX_INITIAL_TILES) return tiles;
  return listTiles(tiles, view, asOf)
    .slice(0, MAX_INITIAL_TILES)
    .map(({ tile }) => tile);
}

/** @param opened the wall with its initial tiles, and all tiles; null when the store was never reached */
export function toInitialPage(
  opened: { readonly wall: Wall; readonly tiles: readonly BareTile[] } | null,
  view: View,
): InitialPage {
  if (opened === null) return { wall: null, counts: countStates([], 0), total: 0, remaining: 0 };
  const { wall, tiles } = opened;
  const counts = countStates(searchTiles(tiles, view.q), wall.asOf);
  const isWhole = wall.tiles.length === tiles.length;
  const remaining = isWhole ? 0 : listTiles(tiles, view, wall.asOf).length - wall.tiles.length;
  return { wall, counts, total: tiles.length, remaining };
}
