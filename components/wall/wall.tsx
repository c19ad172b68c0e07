"use client";

import { useMemo, useState, type CSSProperties } from "react";
import { PageTime, useClock } from "#components/clock/clock.ts";
import type { Wall as WallData } from "#lib/gallery/wall.ts";
import { EmptyWall, LateNotice, UnreachableWall } from "./notices.tsx";
import { Summary } from "./summary.tsx";
import { Tile } from "./tile.tsx";
import { Tools } from "./tools.tsx";
import { useWall } from "./use-wall.ts";
import { parseView, statesOf, tilesInView, viewAddress, type View } from "./view.ts";

/** The wall of live previews: begins with what the server rendered and keeps itself up to date. */
export function Wall({ initial, query }: { initial: WallData | null; query: string }) {
  const [view, setView] = useState(() => parseView(new URLSearchParams(query)));
  function change(next: View) {
    setView(next);
    history.replaceState(null, "", viewAddress(next));
  }
  const { wall, failing } = useWall(initial);
  return (
    <PageTime value={initial?.now ?? 0}>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 pt-5 pb-4 sm:px-6">
        <h1 className="text-2xl font-semibold tracking-tight">Livewall</h1>
        {wall !== null && wall.tiles.length > 0 && <Summary tiles={wall.tiles} />}
        {wall !== null && wall.tiles.length > 0 && <Tools view={view} onChange={change} />}
      </header>
      <main className="px-4 pb-8 sm:px-6">
        {wall !== null && <LateNotice asOf={wall.asOf} failing={failing} />}
        {wall === null ? (
          <UnreachableWall />
        ) : wall.tiles.length === 0 ? (
          <EmptyWall />
        ) : (
          <Tiles all={wall.tiles} view={view} />
        )}
      </main>
    </PageTime>
  );
}

function Tiles({ all, view }: { all: WallData["tiles"]; view: View }) {
  const states = useClock((now) => statesOf(all, now));
  const tiles = useMemo(() => tilesInView(all, view, states), [all, view, states]);
  if (tiles.length === 0) return <p className="text-quiet">No stream of the wall matches this.</p>;
  // Of the whole wall, so that a search does not change the size of what it finds.
  const columns = { "--columns": Math.ceil(Math.sqrt(all.length)) } as CSSProperties;
  return (
    <ul style={columns} className={`grid gap-3 sm:gap-4 ${COLUMNS[view.size]}`}>
      {tiles.map((tile, position) => (
        <Tile key={tile.id} tile={tile} isFirst={position < EAGER} />
      ))}
    </ul>
  );
}

/** To fit, as many columns as rows on a screen of the tiles' own shape: few tiles are large, and many are small. */
const COLUMNS: Record<View["size"], string> = {
  fit: "grid-cols-wall",
  small: "grid-cols-[repeat(auto-fill,minmax(min(100%,12rem),1fr))]",
  large: "grid-cols-[repeat(auto-fill,minmax(min(100%,26rem),1fr))]",
};

/** About a screenful: these pictures are asked for at once, the others as they come near. */
const EAGER = 12;
