"use client";

import { useDeferredValue, useEffect, useMemo, useRef, useState, type CSSProperties } from "react";
import { useClock } from "#components/time/clock.ts";
import type { Wall } from "#lib/model/wall.ts";
import { Chunk } from "./chunk.tsx";
import { moveAmongTiles, useKeptFocus } from "./keys.ts";
import { arrange, usePersonal } from "./personal.ts";
import { NoMatch } from "./notices.tsx";
import type { TileComponent } from "./tile.tsx";
import { lastTurn, turnsOf } from "./transitions.ts";
import { dependsOnStates, tilesInView, type Shown, type View } from "./view.ts";

export type TilesProps = {
  all: Wall["tiles"];
  total: number;
  view: View;
  /** Whether the tiles are among it that the viewer has hidden. */
  withHidden: boolean;
  onShowHidden: () => void;
};

/** Rows of tiles as they lie on the screen. */
type Rows = { readonly columns: number; readonly rowHeight: number; readonly gap: number };

/** The tiles that the page brings are one chunk for good: cutting them up would load their pictures again. */
const FIRST = 120;
const REST = 12;

/** The tiles of a view. @param as what draws each of them */
export function Tiles({
  as,
  all,
  total,
  view,
  withHidden,
  onShowHidden,
}: TilesProps & { as: TileComponent }) {
  const { shown, hidden } = useShown(all, view, withHidden);
  const personal = usePersonal();
  const list = useRef<HTMLDivElement>(null);
  const rows = useRows(list, view.size, shown.length > FIRST);
  const chunks = useMemo(() => chunksOf(shown, rows), [shown, rows]);
  const focus = useKeptFocus(list, chunks);
  if (shown.length === 0) return <NoMatch view={view} hidden={hidden} onShowHidden={onShowHidden} />;
  // Of the whole wall, so that a search does not change the size of what it finds.
  const columns = { "--columns": Math.ceil(Math.sqrt(total)) } as CSSProperties;
  return (
    <div
      ref={list}
      role="list"
      style={columns}
      className="flex flex-col gap-3 sm:gap-4"
      data-with-hidden={withHidden || undefined}
      {...focus}
      onKeyDown={(event) => moveAmongTiles(event, event.currentTarget)}
    >
      {chunks.map((chunk, position) => (
        <Chunk
          key={position}
          as={as}
          shown={chunk}
          personal={personal}
          grid={COLUMNS[view.size]}
          isFirst={position === 0}
          height={rows === null || chunks.length === 1 ? null : heightOf(chunk.length, rows)}
        />
      ))}
    </div>
  );
}

/** Deferred, so that thousands of tiles are drawn between the viewer's own doings. */
function useShown(all: Wall["tiles"], view: View, withHidden: boolean) {
  const personal = usePersonal();
  const turns = useMemo(() => turnsOf(all), [all]);
  const turn = useClock((_now, asOf) => (dependsOnStates(view) ? lastTurn(turns, asOf) : 0));
  const found = useMemo(() => {
    const matching = tilesInView(all, view, turn);
    const shown = arrange(matching, personal, withHidden);
    return { shown, hidden: matching.length - shown.length };
  }, [all, view, turn, personal, withHidden]);
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

function chunksOf(shown: readonly Shown[], rows: Rows | null): (readonly Shown[])[] {
  if (shown.length <= FIRST || rows === null) return [shown.slice(0, FIRST)];
  const whole = (tiles: number) => Math.max(1, Math.floor(tiles / rows.columns)) * rows.columns;
  const first = whole(FIRST);
  const rest = whole(REST);
  const count = Math.ceil((shown.length - first) / rest);
  const later = Array.from({ length: count }, (_, chunk) => first + chunk * rest);
  return [shown.slice(0, first), ...later.map((start) => shown.slice(start, start + rest))];
}

function heightOf(tiles: number, { columns, rowHeight, gap }: Rows): number {
  return Math.ceil(tiles / columns) * (rowHeight + gap) - gap;
}

/** To fit, as many columns as rows on a screen of the tiles' own shape: few tiles are large, and many are small. */
const COLUMNS: Record<View["size"], string> = {
  fit: "grid-cols-wall",
  small: "grid-cols-[repeat(auto-fill,minmax(min(100%,9rem),1fr))]",
  large: "grid-cols-[repeat(auto-fill,minmax(min(100%,26rem),1fr))]",
};
