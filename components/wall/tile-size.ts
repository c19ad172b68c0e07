import type { CSSProperties } from "react";
import { MAX_CARDS, type WallSection } from "./sections.ts";

/** The columns among which app/wall.css chooses. */
const MAX_COLUMNS = 12;

/**
 * The variables from which app/wall.css computes the width of tiles, without the size of the window: with a size, that; else
 * the number of headings, and of rows for each number of columns.
 *
 * @param sections those that are not folded
 * @param headings of all sections
 */
export function toGridStyle(
  sections: readonly WallSection[],
  headings: number,
  size: number | null,
): CSSProperties {
  if (size !== null) return { "--tile": `${size}px` } as CSSProperties;
  const rows = Array.from({ length: MAX_COLUMNS }, (_, n) => [`--rows-${n + 1}`, countRows(sections, n + 1)]);
  return { "--headings": headings, ...Object.fromEntries(rows) } as CSSProperties;
}

/** Tells if a section's tiles are cards, which have the width of two tiles. */
export function hasCards({ name, shown }: WallSection): boolean {
  return name === "attention" && shown.length <= MAX_CARDS;
}

export function countRows(sections: readonly WallSection[], columns: number): number {
  const rows = sections.map((section) => {
    const inRow = hasCards(section) ? Math.max(1, Math.floor(columns / 2)) : columns;
    return Math.ceil(section.shown.length / inRow);
  });
  return rows.reduce((sum, count) => sum + count, 0);
}
