/** The layout of tiles on a screen. */
export type Packing = {
  readonly columns: number;
  readonly rows: number;
  /** The size of a tile, in px. */
  readonly width: number;
  readonly height: number;
  /** Above the first row, in px: what tiles leave of the screen is around them. */
  readonly padding: number;
};

/** The place for tiles, in px. */
export type Size = {
  readonly width: number;
  readonly height: number;
  /** The height of a tile beyond that of a picture of its width: its label, and the gaps around it. */
  readonly extra: number;
  /** By how much labels may be higher, where there is room. */
  readonly slack: number;
};

export const SHAPE = 16 / 9;
/** In px. Narrower tiles, and more columns, are illegible from across a room. */
export const MIN_WIDTH = 150;
export const MAX_COLUMNS = 8;
/** The rows of a page among several. */
export const MAX_ROWS = 16;
/** In px. Tiles may exceed the screen by this much, so that rounding loses no row. */
export const OVERHANG = 0.01;

/** The packing with the largest pictures of 16:9. Tiles that do not fit at a legible size are on further pages. */
export function pack(tiles: number, { width, height, extra, slack }: Size): Packing {
  const minWidth = Math.max(MIN_WIDTH, width / MAX_COLUMNS);
  const maxColumns = Math.max(1, Math.min(MAX_COLUMNS, Math.floor(width / MIN_WIDTH)));
  const whole = Array.from({ length: Math.min(maxColumns, Math.max(1, tiles)) }, (_, index) => {
    const columns = index + 1;
    const rows = Math.max(1, Math.ceil(tiles / columns));
    return { rows, width: Math.min(width / columns, (height / rows - extra) * SHAPE) };
  }).filter((one) => one.width >= minWidth);
  // The last of equal sizes has fewer rows.
  const largest = whole.filter((one) => whole.every((other) => one.width >= other.width)).at(-1);
  const tileWidth = largest?.width ?? Math.min(width / maxColumns, (height - extra) * SHAPE);
  const leastHeight = tileWidth / SHAPE + extra;
  const fitting = (space: number, size: number) => Math.max(1, Math.floor((space + OVERHANG) / size));
  const columns = Math.min(MAX_COLUMNS, Math.max(1, tiles), fitting(width, tileWidth));
  const rows = largest?.rows ?? Math.min(MAX_ROWS, fitting(height, leastHeight));
  const tileHeight = Math.min(height / rows, leastHeight + slack);
  return { columns, rows, width: tileWidth, height: tileHeight, padding: (height - rows * tileHeight) / 2 };
}
