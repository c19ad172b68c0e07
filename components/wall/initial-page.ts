import { countSections, type SectionCounts } from "#lib/model/section.ts";
import { toCountedView, type View } from "#lib/model/view.ts";
import type { BareTile, Wall } from "#lib/model/wall.ts";
import { listTiles } from "./filters.ts";
import { listDrawn } from "./sections.ts";

/** The part of the wall that comes with the page: a small wall, or the first tiles of the view. */
export type InitialPage = {
  readonly wall: Wall | null;
  /** The sections of the tiles of the view, whatever it searches for and filters by. */
  readonly sections: SectionCounts;
  /** The number of tiles of the whole wall. */
  readonly total: number;
  /** The number of tiles of the view that are neither on the page nor folded. */
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
  return listDrawn(tiles, view, asOf)
    .slice(0, MAX_INITIAL_TILES)
    .map(({ tile }) => tile);
}

/** @param opened the wall with its initial tiles, and all tiles; null when the store was never reached */
export function toInitialPage(
  opened: { readonly wall: Wall; readonly tiles: readonly BareTile[] } | null,
  view: View,
): InitialPage {
  const { wall, tiles } = opened ?? { wall: null, tiles: [] };
  const time = wall?.asOf ?? 0;
  const isWhole = wall === null || wall.tiles.length === tiles.length;
  return {
    wall,
    sections: countView(tiles, view, time),
    total: tiles.length,
    remaining: isWhole ? 0 : listDrawn(tiles, view, time).length - wall.tiles.length,
  };
}

function countView(tiles: readonly BareTile[], view: View, now: number): SectionCounts {
  const shown = listTiles(tiles, toCountedView(view), now);
  return countSections(
    shown.map(({ tile }) => tile),
    now,
  );
}
