"use client";

import { useCallback, useEffect, useEffectEvent, useState, type ReactNode } from "react";
import { ConnectionBanner, type ConnectionStatus } from "#components/data/connection-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { LazyPast } from "#components/playback/lazy-past.tsx";
import type { PastCounts } from "#components/playback/past-wall.tsx";
import { PageTime, serverNow } from "#components/time/clock.ts";
import { Count } from "#components/time/numbers.ts";
import type { View } from "#lib/model/view.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { useCounts } from "./chips.tsx";
import { Header } from "./header.tsx";
import type { InitialPage } from "./initial-page.ts";
import { EmptyPrivateWall, EmptyWall, UnreachableWall } from "./notices.tsx";
import { useKeptPlace } from "./place.ts";
import { Tile } from "./tile.tsx";
import { Tiles } from "./tiles.tsx";
import { useView } from "./use-view.ts";

const NO_TILES: WallTile[] = [];

/** The first step into the past: what a viewer has just missed. */
const BACK_MS = 60_000;

type WallProps = {
  initial: InitialPage;
  view: View;
  /** What the server renders of the header. */
  search: ReactNode;
  tools: ReactNode;
  /** The days that the past of the wall is kept. */
  reachDays: number;
  /** Opened by a link, and perhaps in part. */
  isPrivate: boolean;
};

/** The wall of live previews. */
export function Wall({ initial, view: initialView, search, tools, reachDays, isPrivate }: WallProps) {
  const { view, change, goTo } = useView(initialView);
  const [withHidden, setWithHidden] = useState(false);
  const showHidden = useCallback(() => setWithHidden(true), []);
  const goLive = useCallback(() => goTo(null, "push"), [goTo]);
  const leavePast = useCallback(() => {
    // Where the slider has the focus as it is removed, the page scrolls to its top.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    goLive();
  }, [goLive]);
  useKeptPlace();
  const isLive = view.at === null;
  const { wall, status, retry } = useWall(initial.wall);
  useRetryWhenLive(isLive, status, retry);
  const tiles = wall?.tiles ?? NO_TILES;
  const [pastCounts, setPastCounts] = useState<PastCounts | null>(null);
  const isInitial = wall !== null && wall === initial.wall;
  const isPart = isInitial && initial.total > tiles.length;
  const total = isPart ? initial.total : tiles.length;
  const counts = useCounts(tiles, view, isPart ? initial.sections : null);
  const list = { all: tiles, total, view, withHidden, onShowHidden: showHidden };
  return (
    <PageTime value={initial.wall}>
      <Header
        view={view}
        counts={isLive ? wall && counts : pastCounts}
        search={search}
        tools={tools}
        withHidden={withHidden}
        onWithHidden={setWithHidden}
        onChange={change}
        onHistory={() => (isLive ? goTo(serverNow() - BACK_MS, "push") : goLive())}
      >
        {wall !== null && isLive && (
          // Over the page, which makes room for it in an outage.
          <ConnectionBanner asOf={wall.asOf} status={status} onRetry={retry} className="sm:px-6" />
        )}
      </Header>
      <main className={`px-4 pt-4 pb-8 max-sm:pb-24 sm:px-6 ${wall === null ? "" : "in-data-stale:pt-15"}`}>
        {wall === null ? (
          <UnreachableWall onRetry={retry} />
        ) : view.at !== null ? (
          <LazyPast
            at={view.at}
            reachDays={reachDays}
            onStay={goTo}
            onLeave={leavePast}
            onCounts={setPastCounts}
            {...list}
          />
        ) : total > 0 ? (
          <Tiles as={Tile} {...list} />
        ) : isPrivate ? (
          <EmptyPrivateWall />
        ) : (
          <EmptyWall />
        )}
        {isPart && initial.remaining > 0 && (
          <p className="mt-6 text-quiet">
            <Count of={initial.remaining} /> more to come.
            <noscript> Without JavaScript, the search above finds them.</noscript>
          </p>
        )}
      </main>
    </PageTime>
  );
}

/** Polls once history is left: after an outage meanwhile, the next try may be many seconds away. */
function useRetryWhenLive(isLive: boolean, status: ConnectionStatus, retry: () => void): void {
  const poll = useEffectEvent(() => status === "server-unreachable" && retry());
  useEffect(() => {
    if (isLive) poll();
  }, [isLive]);
}
