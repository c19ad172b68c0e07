import type { CSSProperties } from "react";
import { MAX_CARDS, type WallSection } from "./sections.ts";

// Heights in rem. A line is another one of a name.
/** Of headings, without the gap below a row of tiles. */
const OPEN_REM = 2.5;
const FOLDED_REM = 4;
/** Under the picture of a tile, with the gap below it. */
const CAPTION = { text: 4.3125, line: 1.1875 };
/** The same of a card that is as large as a tile. */
const CARD_CAPTION = { text: 5.75, line: 1.5 };
/** Of the words of a card beside its picture. */
const CARD = { text: 9.625, line: 1.5, source: 1.375 };

/** The columns among which app/wall.css chooses. */
const MAX_COLUMNS = 12;

/** A screen with room for so many tiles in a row has all cards in one row, or six in two. */
const WIDE_COLUMNS = 6;

/** A name of so many letters has one line in each tile that is legible. */
const ONE_LINE = 24;
/** They are as wide as two. */
const WIDE_LETTERS = /[\u2e80-\uffff]/g;

/**
 * The variables from which app/wall.css computes the widths of tiles and cards, without the size of the window: the cards in
 * a row of a wide screen; with a size, that; else the heights of headings and cards, the longest section and, for each number
 * of columns, the number of rows, of those of cards, and the height of captions.
 *
 * @param sections those that are not folded
 * @param folded how many are
 */
export function toGridStyle(
  sections: readonly WallSection[],
  folded: number,
  size: number | null,
): CSSProperties {
  const cards = sections.find((section) => hasCards(section, sections))?.shown ?? [];
  const cardColumns = toCardColumns(cards.length);
  if (size !== null) return { "--cards": cardColumns, "--tile": `${size / 16}rem` } as CSSProperties;
  // Then they are as large as tiles on a wide screen.
  const isAlone = cards.length > 0 && sections.length === 1 && folded === 0;
  const tiled = isAlone ? sections : sections.filter((section) => !hasCards(section, sections));
  const { text, line } = isAlone ? CARD_CAPTION : CAPTION;
  const hasSource = cards.some(({ tile, sources }) => tile.source !== null && sources === 1);
  const cardText = CARD.text + (countLong(cards) > 0 ? CARD.line : 0) + (hasSource ? CARD.source : 0);
  const grids = Array.from({ length: MAX_COLUMNS }, (_, index) => {
    const columns = index + 1;
    const all = countRows(sections, columns);
    const rows = tiled.map(({ shown }) => Math.ceil(shown.length / columns));
    const lines = tiled.map(({ shown }, section) => Math.min(rows[section] ?? 0, countLong(shown)));
    return [
      [`--rows-${columns}`, all],
      // The others are a divisor.
      [`--card-rows-${columns}`, all - Math.max(1, sum(rows))],
      [`--text-${columns}`, `${sum(rows) * text + sum(lines) * line}rem`],
    ] as const;
  });
  return {
    "--cards": cardColumns,
    "--card-text": `${cardText}rem`,
    "--card-lines": isAlone ? 0 : Math.ceil(cards.length / cardColumns),
    ...(isAlone && { "--alone": cards.length }),
    "--longest": Math.max(
      cards.length === 0 ? 0 : 2 * cardColumns,
      ...sections.map(({ shown }) => shown.length),
    ),
    "--headings": `${sections.length * OPEN_REM + folded * FOLDED_REM}rem`,
    ...Object.fromEntries(grids.flat()),
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

/** The rows of tiles, and those of cards, which are about as high. */
export function countRows(sections: readonly WallSection[], columns: number): number {
  const rows = sections.map((section) => {
    const { length } = section.shown;
    if (!hasCards(section, sections)) return Math.ceil(length / columns);
    return Math.ceil(
      length / (columns < WIDE_COLUMNS ? Math.max(1, Math.floor(columns / 2)) : toCardColumns(length)),
    );
  });
  return sum(rows);
}

/** The tiles whose names may have a second line. */
function countLong(shown: WallSection["shown"]): number {
  return shown.filter(({ tile }) => tile.name.replaceAll(WIDE_LETTERS, "  ").length > ONE_LINE).length;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
