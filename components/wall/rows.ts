import { useEffect, useState } from "react";
import type { Shown } from "./filters.ts";
import { MAX_INITIAL_TILES } from "./initial-page.ts";

/** The measures of the grid. */
export type Rows = { readonly columns: number; readonly rowHeight: number; readonly gap: number };

/** The initial tiles of a section stay one chunk: splitting it would load their pictures again. */
const FIRST_CHUNK = MAX_INITIAL_TILES;
const NEXT_CHUNK = 12;

/** Measures the grid of a long wall. @param layout changes with the size of tiles */
export function useRows(
  list: { current: HTMLElement | null },
  layout: unknown,
  longest: number,
): Rows | null {
  const [rows, setRows] = useState<Rows | null>(null);
  const isLong = longest > FIRST_CHUNK;
  useEffect(() => {
    const element = list.current;
    if (element === null || !isLong) return;
    const observer = new ResizeObserver(() => {
      const grid = element.querySelector(".wall-grid");
      const tile = grid?.firstElementChild;
      if (!grid || !(tile instanceof HTMLElement)) return;
      const { gridTemplateColumns, rowGap } = getComputedStyle(grid);
      const next = {
        columns: gridTemplateColumns.split(" ").length,
        rowHeight: tile.getBoundingClientRect().height,
        gap: Number.parseFloat(rowGap),
      };
      setRows((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
    });
    observer.observe(element);
    const [first] = element.getElementsByTagName("article");
    if (first !== undefined) observer.observe(first);
    return () => observer.disconnect();
  }, [list, layout, isLong]);
  return rows;
}

/** Divides the tiles of a section into chunks of whole rows. */
export function toChunks(shown: readonly Shown[], rows: Rows | null): (readonly Shown[])[] {
  if (shown.length <= FIRST_CHUNK || rows === null) return [shown.slice(0, FIRST_CHUNK)];
  const toWholeRows = (tiles: number) => Math.max(1, Math.floor(tiles / rows.columns)) * rows.columns;
  const first = toWholeRows(FIRST_CHUNK);
  const next = toWholeRows(NEXT_CHUNK);
  const count = Math.ceil((shown.length - first) / next);
  const starts = Array.from({ length: count }, (_, chunk) => first + chunk * next);
  return [shown.slice(0, first), ...starts.map((start) => shown.slice(start, start + next))];
}

export function toHeight(tiles: number, { columns, rowHeight, gap }: Rows): number {
  return Math.ceil(tiles / columns) * (rowHeight + gap) - gap;
}
