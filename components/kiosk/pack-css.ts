import { MAX_COLUMNS, MIN_WIDTH, OVERHANG, SHAPE, type Size } from "./pack.ts";

/** Custom properties: the width of a tile, the height of all rows, and the width if all tiles fit, which both need. */
export type CssPacking = Record<"--fit" | "--width" | "--height", string>;

/** `Size` in CSS. */
export const CSS_SIZE: Readonly<Record<keyof Size, string>> = {
  width: "var(--grid-width)",
  height: "var(--grid-height)",
  extra: "var(--extra)",
};

/** Scales the smallest difference of two widths, 1/18,000 px, to more than any screen. */
const HUGE = 1e9;

/**
 * `pack` in CSS, for the time before hydration, when the size of the screen is not known. It depends on the number of tiles
 * only, so that a page that arrives in parts does not move.
 */
export function packInCss(tiles: number, { width, height, extra } = CSS_SIZE): CssPacking {
  const counts = Array.from({ length: MAX_COLUMNS }, (_, index) => index + 1);
  const minWidth = `max(${MIN_WIDTH}px, ${width} / ${MAX_COLUMNS})`;
  const wholes = counts
    .filter((columns) => columns <= Math.max(1, tiles))
    .map((columns) => {
      const rows = Math.max(1, Math.ceil(tiles / columns));
      return { rows, width: `min(${width} / ${columns}, (${height} / ${rows} - ${extra}) * ${SHAPE})` };
    });
  // CSS has no "if": a value that must not be chosen becomes huge or negative.
  const some = counts.map((columns) => {
    const share = `${width} / ${columns}`;
    return `max(${share}, (${minWidth} - ${share}) * ${HUGE})`;
  });
  const paged = `min((${height} - ${extra}) * ${SHAPE}, ${some.join(", ")})`;
  const heights = wholes.map(
    (one) => `(${one.width} / ${SHAPE} + ${extra}) * ${one.rows} + (var(--fit) - ${one.width}) * ${HUGE}`,
  );
  const whole = `min(${heights.join(", ")}) + max(0px, ${minWidth} - var(--fit)) * ${HUGE}`;
  return {
    "--fit": `max(0px, ${wholes.map((one) => one.width).join(", ")})`,
    "--width": `max(var(--fit), ${paged} - max(0px, var(--fit) - ${minWidth} + 0.000001px) * ${HUGE})`,
    "--height": `min(${whole}, round(down, ${height} + ${OVERHANG}px, var(--width) / ${SHAPE} + ${extra}))`,
  };
}
