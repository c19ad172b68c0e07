"use client";

import { useDeferredValue, useEffect, useMemo, useRef, useState, type CSSProperties } from "react";
import type { Wall } from "#lib/model/wall.ts";
import { Chunk } from "./chunk.tsx";
import { dependsOnStates, listTiles, type Shown } from "./filters.ts";
import { useKeptFocus, useTileShortcuts } from "./focus.ts";
import { MAX_INITIAL_TILES } from "./initial-page.ts";
import { NoMatch } from "./notices.tsx";
import { arrange, usePersonal, type Personal } from "./personal.ts";
import type { TileComponent } from "./tile.tsx";
import { useLastTransition } from "./transitions.ts";
import type { View } from "#lib/model/view.ts";

export type TilesProps = {
  all: Wall["tiles"];
  total: number;
  view: View;
  /** Shows hidden tiles too. */
  withHidden: boolean;
  onShowHidden: () => void;
};

/** The measures of the grid. */
type Rows = { readonly columns: number; readonly rowHeight: number; readonly gap: number };

/** The initial tiles stay one chunk: splitting it would load their pictures again. */
const FIRST_CHUNK = MAX_INITIAL_TILES;
const NEXT_CHUNK = 12;

/** The tiles of a view. @param as draws each of them */
export function Tiles({
  as,
  all,
  total,
  view,
  withHidden,
  onShowHidden,
}: TilesProps & { as: TileComponent }) {
  const personal = usePersonal();
  const { shown, hidden } = useShown(all, view, personal, withHidden);
  const list = useRef<HTMLDivElement>(null);
  const rows = useRows(list, view.size, shown.length > FIRST_CHUNK);
  const chunks = useMemo(() => toChunks(shown, rows), [shown, rows]);
  const focusHandlers = useKeptFocus(list, chunks);
  useTileShortcuts();
  if (shown.length === 0) return <NoMatch view={view} hidden={hidden} onShowHidden={onShowHidden} />;
  // From the whole wall, so that a search does not change the size of tiles.
  const style = { "--columns": Math.ceil(Math.sqrt(total)) } as CSSProperties;
  return (
    <div
      ref={list}
      role="list"
      style={style}
      className="flex flex-col gap-3 sm:gap-4"
      data-with-hidden={withHidden || undefined}
      {...focusHandlers}
    >
      {chunks.map((chunk, position) => (
        <Chunk
          key={position}
          as={as}
          shown={chunk}
          personal={personal}
          columns={COLUMNS[view.size]}
          isFirst={position === 0}
          height={rows === null || chunks.length === 1 ? null : toHeight(chunk.length, rows)}
        />
      ))}
    </div>
  );
}

/** The tiles to draw. They are deferred, so that thousands of them do not delay the viewer's input. */
function useShown(all: Wall["tiles"], view: View, personal: Personal, withHidden: boolean) {
  const transition = useLastTransition(all);
  const time = dependsOnStates(view) ? transition : 0;
  const found = useMemo(() => {
    const matching = listTiles(all, view, time);
    const shown = arrange(matching, personal, withHidden);
    return { shown, hidden: matching.length - shown.length };
  }, [all, view, time, personal, withHidden]);
  return useDeferredValue(found);
}

function useRows(list: { current: HTMLElement | null }, size: View["size"], isLong: boolean): Rows | null {
  const [rows, setRows] = useState<Rows | null>(null);
  useEffect(() => {
    const element = list.current;
    if (element === null || !isLong) return;
    const observer = new ResizeObserver(() => {
      const grid = element.firstElementChild;
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
  }, [list, size, isLong]);
  return rows;
}

function toChunks(shown: readonly Shown[], rows: Rows | null): (readonly Shown[])[] {
  if (shown.length <= FIRST_CHUNK || rows === null) return [shown.slice(0, FIRST_CHUNK)];
  const toWholeRows = (tiles: number) => Math.max(1, Math.floor(tiles / rows.columns)) * rows.columns;
  const first = toWholeRows(FIRST_CHUNK);
  const next = toWholeRows(NEXT_CHUNK);
  const count = Math.ceil((shown.length - first) / next);
  const starts = Array.from({ length: count }, (_, chunk) => first + chunk * next);
  return [shown.slice(0, first), ...starts.map((start) => shown.slice(start, start + next))];
}

function toHeight(tiles: number, { columns, rowHeight, gap }: Rows): number {
  return Math.ceil(tiles / columns) * (rowHeight + gap) - gap;
}

/** "fit" has as many columns as rows on a screen of the tiles' shape: few tiles are large, many are small. */
const COLUMNS: Record<View["size"], string> = {
  fit: "grid-cols-wall",
  small: "grid-cols-[repeat(auto-fill,minmax(min(100%,9rem),1fr))]",
  large: "grid-cols-[repeat(auto-fill,minmax(min(100%,26rem),1fr))]",
};
