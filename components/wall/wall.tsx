"use client";

import dynamic from "next/dynamic";
import { useCallback, useMemo, useState } from "react";
import { SignOut } from "#components/join/sign-out.tsx";
import { PageTime, serverNow } from "#components/time/clock.ts";
import { Count, useNumbers } from "#components/time/count.ts";
import { KeySheet } from "./key-sheet.tsx";
import type { WallTile } from "#lib/model/wall.ts";
import type { PastWallProps } from "#components/playback/past-wall.tsx";
import { EmptyPrivateWall, EmptyWall, LateNotice, LostPast, UnreachableWall } from "./notices.tsx";
import type { Opening } from "./initial-page.ts";
import { usePersonal } from "./personal.ts";
import { useKeptPlace } from "./place.ts";
import { Summary } from "./summary.tsx";
import { Tile } from "./tile.tsx";
import { Tiles } from "./tiles.tsx";
import { TimeSwitch } from "./time-switch.tsx";
import { Tools } from "./tools.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { parseView, tilesFound, viewAddress, type View } from "./view.ts";
import { Icon } from "#components/ui/icon.tsx";

/** Loaded when somebody goes back in time. */
const PastWall = dynamic<PastWallProps>(() =>
  import("#components/playback/past-wall.tsx").then(
    (room) => room.PastWall,
    () => LostPast,
  ),
);

const NO_TILES: WallTile[] = [];

const WALL_KEYS = [
  ["/", "search, and with ↓ go to what it found"],
  ["← → ↑ ↓", "from the tile with the focus to others"],
  ["Enter", "open the stream"],
  ["f", "keep the tile on top, or no more"],
  ["h", "hide the tile, or show it again"],
  ["p", "back in time"],
  [", .", "in the past: half a minute back or on"],
  ["Space", "in the past: play or pause"],
  ["n N", "in the past: the next fault, or the one before"],
  ["l", "back to live"],
  ["?", "these keys"],
  ["Esc", "close, clear the search, or go back to live"],
] as const;

/** How far back one goes at first. */
const BACK_MS = 10 * 60_000;

type WallProps = {
  opening: Opening;
  query: string;
  /** For how many days the past of the wall is kept. */
  reachDays: number;
  /** Whether a link opened it, and perhaps a part of it only. */
  isPrivate: boolean;
};

/** The wall of live previews: begins with what the server rendered and keeps itself up to date. */
export function Wall({ opening, query, reachDays, isPrivate }: WallProps) {
  const [view, setView] = useState(() => parseView(new URLSearchParams(query)));
  const [withHidden, setWithHidden] = useState(false);
  const showHidden = useCallback(() => setWithHidden(true), []);
  function change(next: View) {
    setView(next);
    history.replaceState(null, "", viewAddress(next));
  }
  const goTo = useCallback((at: number | null) => {
    setView((before) => ({ ...before, at }));
    const now = parseView(new URLSearchParams(location.search));
    history.replaceState(null, "", viewAddress({ ...now, at }));
  }, []);
  const goBack = useCallback(() => goTo(serverNow() - BACK_MS), [goTo]);
  const [isReturn, setIsReturn] = useState(false);
  const goLive = useCallback(() => {
    setIsReturn(true);
    goTo(null);
  }, [goTo]);
  useKeptPlace();
  const isLive = view.at === null;
  const { wall, trouble } = useWall(opening.wall);
  const isOpening = wall !== null && wall === opening.wall;
  const total = isOpening ? opening.total : (wall?.tiles.length ?? 0);
  const tiles = wall?.tiles ?? NO_TILES;
  const list = { all: tiles, total, view, withHidden, onShowHidden: showHidden };
  const found = useMemo(() => tilesFound(tiles, view.q), [tiles, view.q]);
  return (
    <PageTime value={opening.wall}>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-2 px-4 pt-5 pb-4 sm:px-6">
        <h1 className="text-2xl font-semibold tracking-tight">Livewall</h1>
        {wall !== null && (total > 0 || !isLive) && (
          <>
            {isLive && <Summary tiles={found} known={isOpening ? opening.counts : null} />}
            <HiddenTiles isShown={withHidden} onToggle={() => setWithHidden(!withHidden)} />
            <div className="flex w-full flex-wrap gap-2 text-center text-sm max-sm:*:grow lg:w-auto lg:grow lg:justify-end">
              <Tools view={view} onChange={change} />
              <a
                href={viewAddress({ ...view, at: null }, "/wall")}
                className="rounded-md border border-edge bg-card px-2.5 py-1.5"
              >
                <Icon name="monitor" /> Kiosk
              </a>
              {isLive && <TimeSwitch isReturn={isReturn} onGo={goBack} />}
              <KeySheet keys={WALL_KEYS} />
              {isPrivate && <SignOut />}
            </div>
          </>
        )}
      </header>
      <main className="px-4 pb-8 sm:px-6">
        {wall !== null && isLive && <LateNotice asOf={wall.asOf} trouble={trouble} />}
        {wall === null ? (
          <UnreachableWall />
        ) : view.at !== null ? (
          <PastWall at={view.at} reachDays={reachDays} onStay={goTo} onLeave={goLive} {...list} />
        ) : total > 0 ? (
          <Tiles as={Tile} {...list} />
        ) : isPrivate ? (
          <EmptyPrivateWall />
        ) : (
          <EmptyWall />
        )}
        {isOpening && opening.more > 0 && (
          <p className="mt-6 text-quiet">
            <Count of={opening.more} /> more to come.
            <noscript> Without JavaScript, the search above finds them.</noscript>
          </p>
        )}
      </main>
    </PageTime>
  );
}

function HiddenTiles({ isShown, onToggle }: { isShown: boolean; onToggle: () => void }) {
  const { size } = usePersonal().hidden;
  const write = useNumbers();
  if (size === 0) return null;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      onClick={onToggle}
      className="cursor-pointer text-sm text-accent underline"
    >
      {isShown ? "Hide again" : `Show ${write(size)} hidden`}
    </button>
  );
}
