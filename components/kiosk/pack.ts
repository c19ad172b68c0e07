/** The layout of tiles on a screen. */
export type Packing = {
  readonly columns: number;
  readonly rows: number;
  /** The size of a tile, in px. */
  readonly width: number;
  readonly height: number;
};

/** The place for tiles, in px. */
export type Size = {
  readonly width: number;
  readonly height: number;
  /** The height of a tile beyond that of a picture of its width: its label, and the gaps around it. */
  readonly extra: number;
};

export const SHAPE = 16 / 9;
/** In px. Narrower tiles, and more columns, are illegible from across a room. */
export const MIN_WIDTH = 150;
export const MAX_COLUMNS = 8;
/** In px. The last row may exceed the screen by this much, so that rounding loses no row. */
export const OVERHANG = 0.01;

/** The packing with the largest pictures of 16:9. Tiles that do not fit at a legible size are on further pages. */
export function pack(tiles: number, { width, height, extra }: Size): Packing {
  const minWidth = Math.max(MIN_WIDTH, width / MAX_COLUMNS);
  const maxColumns = Math.max(1, Math.min(MAX_COLUMNS, Math.floor(width / MIN_WIDTH)));
  const whole = Array.from({ length: Math.min(maxColumns, Math.max(1, tiles)) }, (_, index) => {
    const columns = index + 1;
    const rows = Math.max(1, Math.ceil(tiles / columns));
    return { columns, rows, width: Math.min(width / columns, (height / rows - extra) * SHAPE) };
  }).filter((one) => one.width >= minWidth);
  // The last of equal sizes has fewer rows.
  const largest = whole.filter((one) => whole.every((other) => one.width >= other.width)).at(-1);
  if (largest !== undefined) return { ...largest, height: largest.width / SHAPE + extra };
  const widest = Math.min(width / maxColumns, (height - extra) * SHAPE);
  const tileHeight = widest / SHAPE + extra;
  const rows = Math.max(1, Math.floor((height + OVERHANG) / tileHeight));
  return { columns: maxColumns, rows, width: widest, height: tileHeight };
}
