import type { CSSProperties } from "react";
import { MAX_CARDS, type WallSection } from "./sections.ts";

/** The heights of headings, without the gap below a row of tiles. */
const OPEN_REM = 2.5;
const FOLDED_REM = 4;

/** The columns among which app/wall.css chooses. */
const MAX_COLUMNS = 12;

/**
 * The variables from which app/wall.css computes the width of tiles, without the size of the window: with a size, that; else
 * the height of the headings, and the number of rows for each number of columns.
 *
 * @param sections those that are not folded
 * @param folded how many are
 */
export function toGridStyle(
  sections: readonly WallSection[],
  folded: number,
  size: number | null,
): CSSProperties {
  if (size !== null) return { "--tile": `${size}px` } as CSSProperties;
  const rows = Array.from({ length: MAX_COLUMNS }, (_, n) => [`--rows-${n + 1}`, countRows(sections, n + 1)]);
  return {
    "--headings": `${sections.length * OPEN_REM + folded * FOLDED_REM}rem`,
    ...Object.fromEntries(rows),
  } as CSSProperties;
}

/** Tells if a section's tiles are cards, which have the width of two tiles. A stream alone is a large picture. */
export function hasCards({ name, shown }: WallSection, sections: readonly WallSection[]): boolean {
  const isAlone = sections.length === 1 && shown.length === 1;
  return name === "attention" && shown.length <= MAX_CARDS && !isAlone;
}

export function countRows(sections: readonly WallSection[], columns: number): number {
  const rows = sections.map((section) => {
    const inRow = hasCards(section, sections) ? Math.max(1, Math.floor(columns / 2)) : columns;
    return Math.ceil(section.shown.length / inRow);
  });
  return rows.reduce((sum, count) => sum + count, 0);
}
