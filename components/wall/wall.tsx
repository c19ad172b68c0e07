"use client";

import dynamic from "next/dynamic";
import { useCallback, useMemo, useState } from "react";
import { useWall } from "#components/data/use-wall.ts";
import { SignOut } from "#components/join/sign-out.tsx";
import type { PastWallProps } from "#components/playback/past-wall.tsx";
import { PageTime, serverNow } from "#components/time/clock.ts";
import { Count, useNumbers } from "#components/time/numbers.ts";
import { buttonLook, TEXT_LINK } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { WallTile } from "#lib/model/wall.ts";
import { searchTiles } from "./filters.ts";
import type { InitialPage } from "./initial-page.ts";
import { KeySheet } from "./key-sheet.tsx";
import { ConnectionNotice, EmptyPrivateWall, EmptyWall, LostPast, UnreachableWall } from "./notices.tsx";
import { usePersonal } from "./personal.ts";
import { useKeptPlace } from "./place.ts";
import { Summary } from "./summary.tsx";
import { Tile } from "./tile.tsx";
import { Tiles } from "./tiles.tsx";
import { TimeSwitch } from "./time-switch.tsx";
import { Tools } from "./tools.tsx";
import { readParameters } from "#lib/model/parameters.ts";
import { parseView, viewAddress, type View } from "#lib/model/view.ts";

/** Loaded for the first look at the past. */
const PastWall = dynamic<PastWallProps>(() =>
  import("#components/playback/past-wall.tsx").then(
    (module) => module.PastWall,
    () => LostPast,
  ),
);

const NO_TILES: WallTile[] = [];

const WALL_KEYS = [
  ["/", "search; ↓ moves on to the tiles"],
  ["← → ↑ ↓", "move among the tiles"],
  ["Enter", "open the stream"],
  ["f", "keep the tile on top, or no longer"],
  ["h", "hide the tile, or show it again"],
  ["p", "back in time"],
  [", .", "in the past: half a minute back or on"],
  ["Space", "in the past: play or pause"],
  ["n N", "in the past: the next or the previous fault"],
  ["l", "back to live"],
  ["?", "these keys"],
  ["Esc", "close, clear the search, or go back to live"],
] as const;

/** The first step into the past. */
const BACK_MS = 10 * 60_000;

type WallProps = {
  initial: InitialPage;
  view: View;
  /** The days that the past of the wall is kept. */
  reachDays: number;
  /** Opened by a link, and perhaps in part. */
  isPrivate: boolean;
};

/** The wall of live previews. */
export function Wall({ initial, view: initialView, reachDays, isPrivate }: WallProps) {
  const [view, setView] = useState(initialView);
  const [withHidden, setWithHidden] = useState(false);
  const showHidden = useCallback(() => setWithHidden(true), []);
  function change(next: View) {
    setView(next);
    history.replaceState(null, "", viewAddress(next));
  }
  const goTo = useCallback((at: number | null) => {
    setView((before) => ({ ...before, at }));
    const current = parseView(readParameters(new URLSearchParams(location.search)));
    history.replaceState(null, "", viewAddress({ ...current, at }));
  }, []);
  const [isReturn, setIsReturn] = useState(false);
  const goLive = useCallback(() => {
    setIsReturn(true);
    goTo(null);
  }, [goTo]);
  useKeptPlace();
  const isLive = view.at === null;
  const { wall, status } = useWall(initial.wall);
  const isInitial = wall !== null && wall === initial.wall;
  const tiles = wall?.tiles ?? NO_TILES;
  const total = isInitial ? initial.total : tiles.length;
  const list = { all: tiles, total, view, withHidden, onShowHidden: showHidden };
  const found = useMemo(() => searchTiles(tiles, view.q), [tiles, view.q]);
  return (
    <PageTime value={initial.wall}>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-2 px-4 pt-5 pb-4 sm:px-6">
        <h1 className="text-2xl font-semibold tracking-tight">Livewall</h1>
        {wall !== null && (total > 0 || !isLive) && (
          <>
            {isLive && <Summary tiles={found} known={isInitial ? initial.counts : null} />}
            <HiddenTiles isShown={withHidden} onToggle={() => setWithHidden(!withHidden)} />
            <div className="flex w-full flex-wrap gap-2 text-center text-sm max-sm:*:grow lg:w-auto lg:grow lg:justify-end">
              <Tools view={view} onChange={change} />
              <a href={viewAddress({ ...view, at: null }, "/wall")} className={buttonLook()}>
                <Icon name="monitor" /> Kiosk
              </a>
              {isLive && <TimeSwitch isReturn={isReturn} onGo={() => goTo(serverNow() - BACK_MS)} />}
              <KeySheet keys={WALL_KEYS} />
              {isPrivate && <SignOut />}
            </div>
          </>
        )}
      </header>
      <main className="px-4 pb-8 sm:px-6">
        {wall !== null && isLive && <ConnectionNotice asOf={wall.asOf} status={status} />}
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
        {isInitial && initial.remaining > 0 && (
          <p className="mt-6 text-quiet">
            <Count of={initial.remaining} /> more to come.
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
    <button type="button" aria-pressed={isShown} onClick={onToggle} className={`text-sm ${TEXT_LINK}`}>
      {isShown ? "Hide again" : `Show ${write(size)} hidden`}
    </button>
  );
}
