import { useMemo, useRef, useState } from "react";
import {
  ConnectionBanner,
  useConnectionStatus,
  type ConnectionStatus,
} from "#components/data/connection-status.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { searchTiles } from "#components/wall/filters.ts";
import { onUse } from "#components/wall/on-use.tsx";
import { arrange, usePersonal } from "#components/wall/personal.ts";
import { useLastTransition } from "#components/wall/transitions.ts";
import { findSharedNames, toShownAccount } from "#lib/model/accounts.ts";
import { kioskAddress, type KioskOptions } from "#lib/model/kiosk.ts";
import { viewAddress, type View } from "#lib/model/view.ts";
import type { Wall } from "#lib/model/wall.ts";
import { AlarmColumn } from "./alarm-column.tsx";
import { KioskBar } from "./bar.tsx";
import { KioskNotice } from "./lazy-notice.tsx";
import { PLACES, toGridStyle, toKioskStyle, useGridSize } from "./layout.ts";
import { pack } from "./pack.ts";
import { usePreload, useTurns } from "./pages.ts";
import { KioskTile } from "./tile.tsx";
import { listKioskTiles, toFilterWords, type InitialKiosk } from "./tiles.ts";
import { useActivity } from "./use-activity.ts";

/** The keys work without its code. */
const Controls = onUse(() => import("./controls.tsx").then((code) => code.Controls));

/** These fit on any screen, so that their pictures load before its size is known. */
const EAGER = 6;

/** A row of its own. Its text fits into one line, on a phone into two. */
const BANNER =
  "h-(--banner) shrink-0 overflow-hidden text-[max(13px,min(calc(var(--spacing-window)*0.026),2.2vw))]!";

type ScreenProps = {
  readonly wall: Wall;
  readonly view: View;
  readonly options: KioskOptions;
  readonly status: ConnectionStatus;
  readonly onRetry: () => void;
  /** Null once all tiles are there. */
  readonly initial: InitialKiosk | null;
};

/** The grid of tiles, page after page, beside the alarms and above the bar. */
export function KioskScreen({ wall, view, options: given, status, onRetry, initial }: ScreenProps) {
  const kiosk = useRef<HTMLDivElement>(null);
  const [options, setOptions] = useState(given);
  const [isPaused, setIsPaused] = useState(false);
  const hasNames = options.names === "on";
  const everyMs = options.every * 1_000;
  const { shown, watched, sharedNames } = useTiles(wall, view);

  const parts = { hasNames, hasBanner: useConnectionStatus(wall.asOf, status) !== "connected" };
  const size = useGridSize(parts);
  const total = shown.length + (initial?.remaining ?? 0);
  const packing = size === null ? null : pack(total, size);
  const perPage = packing === null ? Infinity : packing.columns * packing.rows;
  const pages = Math.max(1, Math.ceil(total / perPage));
  const [turn, setTurn] = useTurns(pages, everyMs, isPaused);
  const page = turn % pages;
  const listPage = (number: number) =>
    pages === 1 ? shown : shown.slice(number * perPage, (number + 1) * perPage);
  usePreload(pages > 1 && !isPaused ? listPage((page + 1) % pages) : [], turn, everyMs);

  const exit = viewAddress({ ...view, at: null });
  const onTurn = (by: number) => setTurn(page + by + pages);
  const onPause = () => setIsPaused((before) => pages > 1 && !before);
  function onNames() {
    const next = { ...options, names: hasNames ? ("off" as const) : ("on" as const) };
    setOptions(next);
    // A reload keeps it.
    history.replaceState(null, "", kioskAddress(view, next));
  }
  useShortcuts({
    ArrowRight: () => onTurn(1),
    ArrowLeft: () => onTurn(-1),
    " ": onPause,
    // The browser's own Escape leaves its full screen.
    Escape: () => document.fullscreenElement === null && location.assign(exit),
  });
  const isActive = useActivity("[data-controls]");

  return (
    <div
      ref={kiosk}
      data-theme={options.theme}
      style={toKioskStyle(parts)}
      className={`relative flex h-window flex-col overflow-hidden bg-page text-ink ${PLACES} ${isActive ? "" : "cursor-none"}`}
    >
      <nav aria-label="Kiosk">
        <a
          href={exit}
          className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30 focus:rounded-lg focus:bg-surface focus:p-3"
        >
          Wall
        </a>
        {isActive && (
          <Controls {...{ exit, hasNames, kiosk, page, pages, isPaused, onTurn, onPause, onNames }} />
        )}
      </nav>
      <ConnectionBanner asOf={wall.asOf} status={status} onRetry={onRetry} className={BANNER} />
      <div className="flex min-h-0 flex-1 portrait:flex-col">
        <main className="grid h-(--grid-height) w-(--grid-width) shrink-0 place-content-center">
          <h1 className="sr-only">Livewall</h1>
          {shown.length === 0 ? (
            <KioskNotice reason="no-match" view={view} onRetry={onRetry} />
          ) : (
            <div
              role="list"
              className="flex flex-wrap content-start justify-center"
              style={toGridStyle(packing ?? initial?.packing)}
            >
              {listPage(page).map(({ tile }, position) => (
                <KioskTile
                  key={tile.id}
                  tile={tile}
                  account={toShownAccount(tile, sharedNames)}
                  hasName={hasNames}
                  isEager={packing !== null || position < EAGER}
                />
              ))}
            </div>
          )}
        </main>
        <AlarmColumn tiles={watched} sharedNames={sharedNames} asOf={wall.asOf} />
      </div>
      <KioskBar
        tiles={watched}
        counts={initial?.counts ?? null}
        options={options}
        filter={{ words: toFilterWords(view), total }}
        turn={turn}
        page={page}
        pages={pages}
        isPaused={isPaused}
      />
    </div>
  );
}

/** The tiles of the grid, and those whose alarms are watched. Tiles that this browser hides are in neither. */
function useTiles(wall: Wall, view: View) {
  const time = useLastTransition(wall.tiles);
  const personal = usePersonal();
  const shown = useMemo(
    () => arrange(listKioskTiles(wall.tiles, view, time), personal, false, view.only),
    [wall.tiles, view, time, personal],
  );
  const watched = useMemo(
    () => searchTiles(wall.tiles, view.q).filter(({ id }) => !personal.hidden.has(id)),
    [wall.tiles, view.q, personal],
  );
  const sharedNames = useMemo(() => findSharedNames(wall.tiles), [wall.tiles]);
  return { shown, watched, sharedNames };
}
