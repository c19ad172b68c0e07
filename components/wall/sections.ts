import { toSection } from "#lib/model/section.ts";
import type { View } from "#lib/model/view.ts";
import type { BareTile, WallTile } from "#lib/model/wall.ts";
import { listTiles, type Shown } from "./filters.ts";

/** A part of the wall with a heading. "alarm" and "air" are of the past, "all" is a wall in an order of its own. */
export type SectionName = "attention" | "alarm" | "favourites" | "live" | "offline" | "air" | "all";

export type WallSection<T extends BareTile = WallTile> = {
  readonly name: SectionName;
  /** In place of the name's own. */
  readonly title?: string;
  readonly shown: readonly Shown<T>[];
  /** The tiles that belong here and stand above, in Favourites. */
  readonly above: number;
};

/** Above this many alarms, plain tiles take the place of cards. */
export const MAX_CARDS = 6;

const NAMES = ["attention", "favourites", "live", "offline"] as const;

/** Divides the tiles of a view into sections. */
export type Divide = typeof divide<WallTile>;

/**
 * Divides the tiles of a view into sections: each tile is in exactly one. Without tiles, a section is left out.
 *
 * @param now ms since 1970, for the states
 */
export function divide<T extends BareTile>(
  shown: readonly Shown<T>[],
  view: View,
  favourites: ReadonlySet<string>,
  now: number,
): readonly WallSection<T>[] {
  if (view.sort !== "attention") return shown.length === 0 ? [] : [{ name: "all", shown, above: 0 }];
  const sections = new Map(NAMES.map((name) => [name, { name, shown: [] as Shown<T>[], above: 0 }]));
  for (const one of shown) {
    const own = toSection(one.tile, now);
    const isAbove = own !== "attention" && favourites.has(one.tile.id);
    sections.get(isAbove ? "favourites" : own)?.shown.push(one);
    const section = sections.get(own);
    if (isAbove && section !== undefined) section.above += 1;
  }
  return [...sections.values()].filter((section) => section.shown.length > 0);
}

/** Tells if a section shows only its heading: Offline, unless it was opened, searched or is all that there is. */
export function isFolded(
  { name }: Pick<WallSection, "name">,
  sections: readonly unknown[],
  { q, state }: View,
  isOpen: boolean,
): boolean {
  return name === "offline" && !isOpen && q === "" && state !== "offline" && sections.length > 1;
}

/** The tiles of a view that are not folded away, for a viewer without favourites. */
export function listDrawn<T extends BareTile>(
  tiles: readonly T[],
  view: View,
  now: number,
): readonly Shown<T>[] {
  const sections = divide(listTiles(tiles, view, now), view, new Set(), now);
  return sections.flatMap((section) => (isFolded(section, sections, view, false) ? [] : section.shown));
}
