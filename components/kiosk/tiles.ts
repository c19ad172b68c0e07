import type { CssPacking } from "./pack-css.ts";
import { listTiles, searchTiles, type Shown } from "#components/wall/filters.ts";
import { countSections, findAlarm, toSection, type SectionCounts } from "#lib/model/section.ts";
import { DEFAULT_VIEW, type View } from "#lib/model/view.ts";
import type { BareTile, Wall } from "#lib/model/wall.ts";

/** The part of a kiosk that comes with the page. */
export type InitialKiosk = {
  readonly wall: Wall | null;
  readonly counts: SectionCounts;
  /** The number of tiles of the whole wall. */
  readonly total: number;
  /** The number of tiles of the view that are not on the page. */
  readonly remaining: number;
  /** The layout of the tiles in CSS. Only the server computes it. */
  readonly packing: CssPacking;
};

/** More than fit on any screen. Each tile adds about 2 KB to the page, most of it the signed address. */
const MAX_INITIAL_TILES = 120;

/**
 * The tiles of a kiosk. States do not change their order, since operators know each tile by its place. Tiles that have
 * been offline for longer than an alarm lasts are left out, unless the view asks for them or nothing else is there.
 *
 * @param tiles sorted by name
 */
export function listKioskTiles<T extends BareTile>(
  tiles: readonly T[],
  view: View,
  now: number,
): readonly Shown<T>[] {
  const isByDefault = view.sort === DEFAULT_VIEW.sort && view.state !== "attention";
  const shown = listTiles(tiles, isByDefault ? { ...view, sort: "name" } : view, now);
  if (view.state !== DEFAULT_VIEW.state) return shown;
  const present = shown.filter(({ tile }) => toSection(tile, now) !== "offline");
  return present.length === 0 ? shown : present;
}

/** The filter of a view in words, so that a part is not taken for the whole wall. */
export function toFilterWords({ q, only, state }: View): string {
  return [q, only === "all" ? "" : only, state === "all" ? "" : state].filter(Boolean).join(", ");
}

/** The tiles that the page needs before the first poll brings the rest: the first ones, and those with an alarm. */
export function listInitialTiles<T extends BareTile>(
  tiles: readonly T[],
  asOf: number,
  view: View,
): readonly T[] {
  if (tiles.length <= MAX_INITIAL_TILES) return tiles;
  const first = listKioskTiles(tiles, view, asOf).slice(0, MAX_INITIAL_TILES);
  const alarms = searchTiles(tiles, view.q).filter((tile) => findAlarm(tile, asOf) !== null);
  const needed = new Set([...first.map(({ tile }) => tile), ...alarms.slice(0, MAX_INITIAL_TILES)]);
  return tiles.filter((tile) => needed.has(tile));
}

/** @param opened the wall with its initial tiles, and all tiles; null when the store was never reached */
export function toInitialKiosk(
  opened: { readonly wall: Wall; readonly tiles: readonly BareTile[] } | null,
  view: View,
): Omit<InitialKiosk, "packing"> & { readonly shown: number } {
  if (opened === null) return { wall: null, counts: countSections([], 0), total: 0, shown: 0, remaining: 0 };
  const { wall, tiles } = opened;
  const count = (some: readonly BareTile[]) => listKioskTiles(some, view, wall.asOf).length;
  return {
    wall,
    counts: countSections(searchTiles(tiles, view.q), wall.asOf),
    total: tiles.length,
    shown: count(tiles),
    remaining: count(tiles) - count(wall.tiles),
  };
}
