import { MAX_COLUMNS, MAX_ROWS, MIN_WIDTH, OVERHANG, SHAPE, type Size } from "./pack.ts";

/** Custom properties: the width of a tile, the distances of columns and rows, and the width if all tiles fit. */
export type CssPacking = Record<"--fit" | "--tile-width" | "--column-pitch" | "--row-pitch", string>;

/** `Size` in CSS. */
const CSS_SIZE: Readonly<Record<keyof Size, string>> = {
  width: "var(--grid-width)",
  height: "var(--grid-height)",
  extra: "var(--extra)",
};

/** Scales the smallest difference of two widths, 1/18,000 px, to more than any screen. */
const HUGE = 1e9;

const countTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/**
 * `pack` in CSS, for the time before hydration, when the size of the screen is not known. It depends on the number of tiles
 * only, so that a page that arrives in parts does not move.
 */
export function packInCss(tiles: number, { width, height, extra } = CSS_SIZE): CssPacking {
  const counts = countTo(MAX_COLUMNS);
  const minWidth = `max(${MIN_WIDTH}px, ${width} / ${MAX_COLUMNS})`;
  const wholes = counts.slice(0, Math.max(1, tiles)).map((columns) => {
    const rows = Math.max(1, Math.ceil(tiles / columns));
    return { rows, width: `min(${width} / ${columns}, (${height} / ${rows} - ${extra}) * ${SHAPE})` };
  });
  // CSS has no "if": a value that must not be chosen becomes huge or negative.
  const some = counts.map((columns) => {
    const share = `${width} / ${columns}`;
    return `max(${share}, (${minWidth} - ${share}) * ${HUGE})`;
  });
  const paged = `min((${height} - ${extra}) * ${SHAPE}, ${some.join(", ")})`;
  const isPaged = `max(0px, ${minWidth} - var(--fit)) * ${HUGE}`;
  const isWhole = `max(0px, var(--fit) - ${minWidth} + 0.000001px) * ${HUGE}`;
  /** The share of a space for as many tiles of a size as fit. */
  const share = (space: string, size: string, max: number) =>
    `min(${countTo(max)
      .map(
        (count) =>
          `max(${space} / ${count}, (${size} - (${space} + ${OVERHANG}px) / ${count}) * ${count === 1 ? 0 : HUGE})`,
      )
      .join(", ")})`;
  const wholeRows = wholes.map((one) => `${height} / ${one.rows} - (var(--fit) - ${one.width}) * ${HUGE}`);
  const pagedRows = share(height, `(var(--tile-width) / ${SHAPE} + ${extra})`, MAX_ROWS);
  return {
    "--fit": `max(0px, ${wholes.map((one) => one.width).join(", ")})`,
    "--tile-width": `max(var(--fit), ${paged} - ${isWhole})`,
    "--column-pitch": share(width, "var(--tile-width)", wholes.length),
    "--row-pitch": `max(max(${wholeRows.join(", ")}) - ${isPaged}, ${pagedRows} - ${isWhole})`,
  };
}
