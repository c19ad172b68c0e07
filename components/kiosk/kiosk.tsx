"use client";

import { useMemo } from "react";
import { useWall } from "#components/data/use-wall.ts";
import type { ConnectionStatus } from "#components/data/connection-status.tsx";
import { PageTime } from "#components/time/clock.ts";
import type { Alarms } from "#components/wall/alarm.ts";
import { listTiles, searchTiles } from "#components/wall/filters.ts";
import type { InitialPage } from "#components/wall/initial-page.ts";
import { EmptyPrivateWall, EmptyWall, NoMatch, UnreachableWall } from "#components/wall/notices.tsx";
import { useLastTransition } from "#components/wall/transitions.ts";
import type { View } from "#lib/model/view.ts";
import type { Wall } from "#lib/model/wall.ts";
import { KioskBar } from "./bar.tsx";
import { GRID_HEIGHT, toGridStyle, useGridSize } from "./grid.ts";
import { useAutoReload, useWakeLock } from "./keep-alive.ts";
import { pack } from "./pack.ts";
import { usePreload, useTurns } from "./pages.ts";
import { KioskTile } from "./tile.tsx";

/** A message in place of tiles, larger on a larger screen. */
const NOTICE = "m-auto max-w-2xl overflow-y-auto p-6 min-[1900px]:[zoom:1.5] min-[3000px]:[zoom:3]";

/** These fit on any screen, so that their pictures load before its size is known. */
const EAGER = 6;

type KioskProps = {
  initial: InitialPage;
  /** The alarms of all tiles; null when the store was never reached. */
  alarms: Alarms | null;
  view: View;
  /** Opened by a link, and perhaps in part. */
  isPrivate: boolean;
};

/** The wall for a screen without a viewer's input: as many tiles as fit best, page after page. */
export function Kiosk({ initial, alarms, view, isPrivate }: KioskProps) {
  const { wall, status } = useWall(initial.wall);
  const isInitial = wall === initial.wall;
  const total = isInitial ? initial.total : (wall?.tiles.length ?? 0);
  useWakeLock();
  useAutoReload(status === "server-unreachable");
  return (
    <PageTime value={initial.wall}>
      <div className="flex h-window flex-col overflow-hidden bg-page">
        {wall === null || total === 0 ? (
          <main className={`max-h-window ${NOTICE}`}>
            <h1 className="sr-only">Livewall</h1>
            {wall === null ? <UnreachableWall /> : isPrivate ? <EmptyPrivateWall /> : <EmptyWall />}
          </main>
        ) : (
          <Pages
            wall={wall}
            view={view}
            status={status}
            initial={isInitial ? initial : null}
            alarms={isInitial ? alarms : null}
          />
        )}
      </div>
    </PageTime>
  );
}

type PagesProps = {
  wall: Wall;
  view: View;
  status: ConnectionStatus;
  /** Null once all tiles are there, as are the alarms. */
  initial: InitialPage | null;
  alarms: Alarms | null;
};

function Pages({ wall, view, status, initial, alarms }: PagesProps) {
  const time = useLastTransition(wall.tiles);
  const shown = useMemo(() => listTiles(wall.tiles, view, time), [wall.tiles, view, time]);
  const watched = useMemo(() => searchTiles(wall.tiles, view.q), [wall.tiles, view.q]);
  const size = useGridSize();
  const total = shown.length + (initial?.remaining ?? 0);
  const packing = size === null ? null : pack(total, size);
  const perPage = packing === null ? Infinity : packing.columns * packing.rows;
  const pages = Math.max(1, Math.ceil(total / perPage));
  const [turn, setTurn] = useTurns(pages);
  const page = turn % pages;
  const listPage = (number: number) =>
    pages === 1 ? shown : shown.slice(number * perPage, (number + 1) * perPage);
  usePreload(pages > 1 ? listPage((page + 1) % pages) : [], turn);
  return (
    <>
      <main className="grid shrink-0 place-content-center" style={{ blockSize: GRID_HEIGHT }}>
        <h1 className="sr-only">Livewall</h1>
        {shown.length === 0 ? (
          <div className={NOTICE}>
            <NoMatch view={view} path="/wall" />
          </div>
        ) : (
          <div role="list" className="grid w-screen justify-center" style={toGridStyle(packing, total)}>
            {listPage(page).map(({ tile }, position) => (
              <KioskTile key={tile.id} tile={tile} isEager={packing !== null || position < EAGER} />
            ))}
          </div>
        )}
      </main>
      <KioskBar
        tiles={watched}
        counts={initial?.counts ?? null}
        alarms={alarms}
        asOf={wall.asOf}
        status={status}
        page={page}
        pages={pages}
        onTurn={(by) => setTurn(page + by + pages)}
      />
    </>
  );
}
