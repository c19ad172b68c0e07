import { MOST_COLUMNS, NARROWEST, OVERHANG, SHAPE } from "./pack.ts";

/** Custom properties: the width of a tile and the height of all rows on the screen, and what both are reckoned from. */
export type CssPacking = Record<"--fit" | "--width" | "--height", string>;

/** Makes more than any screen has of the smallest difference between two widths, 1/18,000 px on screens of whole px. */
const HUGE = 1e9;

/**
 * The packing of tiles as `pack` would have it, in CSS: for the first look, before the browser has told the size of its
 * screen. It needs no tile to be there: a page that arrives in pieces is first seen as it stays.
 *
 * @param height of the place for the tiles, in CSS
 */
export function packInCss(tiles: number, height: string): CssPacking {
  const counts = Array.from({ length: MOST_COLUMNS }, (_, index) => index + 1);
  const narrowest = `max(${NARROWEST}px, 100vw / ${MOST_COLUMNS})`;
  const ways = counts
    .filter((columns) => columns <= Math.max(1, tiles))
    .map((columns) => {
      const rows = Math.max(1, Math.ceil(tiles / columns));
      return { rows, width: `min(100vw / ${columns}, ${height} / ${rows} * ${SHAPE})` };
    });
  // CSS has no "if": what must not be chosen is made huge, or less than nothing.
  const some = counts.map((columns) => {
    const width = `100vw / ${columns}`;
    return `max(${width}, (${narrowest} - ${width}) * ${HUGE})`;
  });
  const paged = `min(${height} * ${SHAPE}, ${some.join(", ")})`;
  const heights = ways.map(
    ({ width, rows }) => `${width} / ${SHAPE} * ${rows} + (var(--fit) - ${width}) * ${HUGE}`,
  );
  const whole = `min(${heights.join(", ")}) + max(0px, ${narrowest} - var(--fit)) * ${HUGE}`;
  return {
    "--fit": `max(0px, ${ways.map(({ width }) => width).join(", ")})`,
    "--width": `max(var(--fit), ${paged} - max(0px, var(--fit) - ${narrowest} + 0.000001px) * ${HUGE})`,
    "--height": `min(${whole}, round(down, ${height} + ${OVERHANG}px, var(--width) / ${SHAPE}))`,
  };
}
