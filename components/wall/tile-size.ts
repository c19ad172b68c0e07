import type { CSSProperties } from "react";
import { MAX_CARDS, type WallSection } from "./sections.ts";

/** The heights of headings, without the gap below a row of tiles. */
const OPEN_REM = 2.5;
const FOLDED_REM = 4;

/** The columns among which app/wall.css chooses. */
const MAX_COLUMNS = 12;

/** A screen with room for so many tiles in a row has all cards in one row, or six in two. */
const WIDE_COLUMNS = 6;

/**
 * The variables from which app/wall.css computes the widths of tiles and cards, without the size of the window: the cards in
 * a row of a wide screen; with a size, that; else the height of the headings, the longest section, and the number of rows for
 * each number of columns.
 *
 * @param sections those that are not folded
 * @param folded how many are
 */
export function toGridStyle(
  sections: readonly WallSection[],
  folded: number,
  size: number | null,
): CSSProperties {
  const alarms = sections.find((section) => hasCards(section, sections))?.shown.length ?? 0;
  const cards = { "--cards": toCardColumns(alarms) };
  if (size !== null) return { ...cards, "--tile": `${size}px` } as CSSProperties;
  const rows = Array.from({ length: MAX_COLUMNS }, (_, n) => [`--rows-${n + 1}`, countRows(sections, n + 1)]);
  return {
    ...cards,
    "--longest": Math.max(
      alarms === 0 ? 0 : 2 * toCardColumns(alarms),
      ...sections.map(({ shown }) => shown.length),
    ),
    "--headings": `${sections.length * OPEN_REM + folded * FOLDED_REM}rem`,
    ...Object.fromEntries(rows),
  } as CSSProperties;
}

/** Tells if a section's tiles are cards, which have the width of two tiles. A stream alone is a large picture. */
export function hasCards({ name, shown }: WallSection, sections: readonly WallSection[]): boolean {
  const isAlone = sections.length === 1 && shown.length === 1;
  return name === "attention" && shown.length <= MAX_CARDS && !isAlone;
}

/** Four in a row, and more in two rows. */
function toCardColumns(alarms: number): number {
  return alarms > 4 ? Math.ceil(alarms / 2) : Math.max(1, alarms);
}

export function countRows(sections: readonly WallSection[], columns: number): number {
  const rows = sections.map((section) => {
    const { length } = section.shown;
    if (!hasCards(section, sections)) return Math.ceil(length / columns);
    return Math.ceil(
      length / (columns < WIDE_COLUMNS ? Math.max(1, Math.floor(columns / 2)) : toCardColumns(length)),
    );
  });
  return rows.reduce((sum, count) => sum + count, 0);
}
