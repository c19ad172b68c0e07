import { MAX_COLUMNS, MAX_ROWS, MIN_WIDTH, OVERHANG, SHAPE, type Size } from "./pack.ts";

/** Custom properties: the size of a tile, what is above the first row, and the width if all tiles fit. */
export type CssPacking = Record<"--fit" | "--tile-width" | "--tile-height" | "--grid-padding", string>;

/** `Size` in CSS. */
const CSS_SIZE: Readonly<Record<keyof Size, string>> = {
  width: "var(--grid-width)",
  height: "var(--grid-height)",
  extra: "var(--extra)",
  slack: "var(--slack)",
};

/** Scales the smallest difference of two widths, 1/18,000 px, to more than any screen. */
const HUGE = 1e9;

const countTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/**
 * `pack` in CSS, for the time before hydration, when the size of the screen is not known. It depends on the number of tiles
 * only, so that a page that arrives in parts does not move.
 */
export function packInCss(tiles: number, { width, height, extra, slack } = CSS_SIZE): CssPacking {
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
  const isWhole = `max(0px, var(--fit) - ${minWidth} + 0.00001px) * ${HUGE}`;
  const leastHeight = `(var(--tile-width) / ${SHAPE} + ${extra})`;
  /** What is right for the rows that there are: the larger, the fewer they are. */
  const byRows = (toValue: (rows: number) => string) => {
    const whole = wholes.map((one) => `${toValue(one.rows)} - (var(--fit) - ${one.width}) * ${HUGE}`);
    const paged = countTo(MAX_ROWS).map((rows) => {
      const excess = `(${leastHeight} - (${height} + ${OVERHANG}px) / ${rows}) * ${rows === 1 ? 0 : HUGE}`;
      return `max(${toValue(rows)}, ${excess})`;
    });
    return `max(max(${whole.join(", ")}) - ${isPaged}, min(${paged.join(", ")}) - ${isWhole})`;
  };
  return {
    "--fit": `max(0px, ${wholes.map((one) => one.width).join(", ")})`,
    "--tile-width": `max(var(--fit), ${paged} - ${isWhole})`,
    "--tile-height": `min(${leastHeight} + ${slack}, ${byRows((rows) => `${height} / ${rows}`)})`,
    "--grid-padding": byRows((rows) => `max(0px, ${height} - ${rows} * (${leastHeight} + ${slack})) / 2`),
  };
}
