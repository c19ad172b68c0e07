/** How tiles of one shape lie on a screen. */
export type Packing = {
  readonly columns: number;
  readonly rows: number;
  /** Of one tile, in px. */
  readonly width: number;
  readonly height: number;
};

export type Size = { readonly width: number; readonly height: number };

export const SHAPE = 16 / 9;
/** Narrower than this, or than a tenth of the screen, nobody sees anything from across a room. */
export const NARROWEST = 160;
export const MOST_COLUMNS = 10;
/** In px, what the last row may stick out: a row that fits exactly is not lost to rounding. */
export const OVERHANG = 0.01;

/**
 * The packing that shows tiles of 16:9 largest. When all do not fit at a size that can be seen, as many as do: the rest
 * are on further pages.
 *
 * @param screen in px
 */
export function pack(tiles: number, screen: Size): Packing {
  const narrowest = Math.max(NARROWEST, screen.width / MOST_COLUMNS);
  const most = Math.max(1, Math.min(MOST_COLUMNS, Math.floor(screen.width / NARROWEST)));
  const all = Array.from({ length: Math.min(most, Math.max(1, tiles)) }, (_, index) =>
    ofColumns(index + 1, tiles, screen),
  );
  const fitting = all.filter(({ width }) => width >= narrowest);
  const best = largest(fitting);
  if (best !== null) return best;
  const width = Math.min(screen.width / most, screen.height * SHAPE);
  const rows = Math.max(1, Math.floor((screen.height + OVERHANG) / (width / SHAPE)));
  return { columns: most, rows, width, height: width / SHAPE };
}

function ofColumns(columns: number, tiles: number, screen: Size): Packing {
  const rows = Math.max(1, Math.ceil(tiles / columns));
  const width = Math.min(screen.width / columns, (screen.height / rows) * SHAPE);
  return { columns, rows, width, height: width / SHAPE };
}

function largest(packings: readonly Packing[]): Packing | null {
  return packings.reduce<Packing | null>(
    (best, one) => (best === null || one.width >= best.width ? one : best),
    null,
  );
}
