/** The layout of tiles on a screen. */
export type Packing = {
  readonly columns: number;
  readonly rows: number;
  /** The size of a tile, in px. */
  readonly width: number;
  readonly height: number;
};

export type Size = { readonly width: number; readonly height: number };

export const SHAPE = 16 / 9;
/** In px. Narrower tiles, and more columns, are illegible from across a room. */
export const MIN_WIDTH = 160;
export const MAX_COLUMNS = 10;
/** In px. The last row may exceed the screen by this much, so that rounding loses no row. */
export const OVERHANG = 0.01;

/**
 * The packing with the largest tiles of 16:9. Tiles that do not fit at a legible size are on further pages.
 *
 * @param screen in px
 */
export function pack(tiles: number, screen: Size): Packing {
  const minWidth = Math.max(MIN_WIDTH, screen.width / MAX_COLUMNS);
  const maxColumns = Math.max(1, Math.min(MAX_COLUMNS, Math.floor(screen.width / MIN_WIDTH)));
  const whole = Array.from({ length: Math.min(maxColumns, Math.max(1, tiles)) }, (_, index) =>
    packInColumns(index + 1, tiles, screen),
  ).filter(({ width }) => width >= minWidth);
  // The last of equal sizes has fewer rows.
  const largest = whole.filter(({ width }) => whole.every((other) => width >= other.width)).at(-1);
  if (largest !== undefined) return largest;
  const width = Math.min(screen.width / maxColumns, screen.height * SHAPE);
  const rows = Math.max(1, Math.floor((screen.height + OVERHANG) / (width / SHAPE)));
  return { columns: maxColumns, rows, width, height: width / SHAPE };
}

function packInColumns(columns: number, tiles: number, screen: Size): Packing {
  const rows = Math.max(1, Math.ceil(tiles / columns));
  const width = Math.min(screen.width / columns, (screen.height / rows) * SHAPE);
  return { columns, rows, width, height: width / SHAPE };
}
