"use client";

import {
  useDeferredValue,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { fetchPast, fetchPastWall } from "#components/data/fetch-past.ts";
import { useClock } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
import { Count } from "#components/time/numbers.ts";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { Message } from "#components/ui/message.tsx";
import { useCounts } from "#components/wall/chips.tsx";
import { Tiles, type TilesProps } from "#components/wall/tiles.tsx";
import { viewAddress } from "#lib/model/view.ts";
import type { PastWall as PastWallData } from "#lib/model/past.ts";
import { LOST_MS, type SectionCounts } from "#lib/model/section.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { HistoryBar } from "./history-bar.tsx";
import { latestMoment, toMoment } from "./moments.ts";
import { PastContext, PastTile } from "./past-tile.tsx";
import { createStreamReader } from "./stream-reader.ts";
import { dividePast, layOut, layOutNow } from "./tiles.ts";
import { useFollow, usePlayback, usePlaying } from "./use-playback.ts";
import { useRested } from "./use-rested.ts";
import { createWallReader } from "./wall-reader.ts";

export type PastWallProps = TilesProps & {
  /** The time of the page's address, ms since 1970. */
  at: number;
  /** The days for which the wall's past is kept. */
  reachDays: number;
  /** Writes a moment into the address: "push" for one that Back leads back from. */
  onStay: (moment: number, kind: "push" | "replace") => void;
  onLeave: () => void;
  /** Tells how many streams the moment had; null while that is not read. */
  onCounts?: (counts: PastCounts | null) => void;
};

/** The streams of a moment, each counted once. */
export type PastCounts = SectionCounts;

/** Longer than a step while it plays. */
const FOLLOW_MS = 1_200;
const DAY_MS = 86_400_000;

/** The tiles of the moment, or of the last one that was read. Before the first, the live wall keeps the places. */
type Shown = { readonly wall: PastWallData | null; readonly tiles: readonly WallTile[] };

/** The wall as it was: every tile at the same moment, and the bar that moves it. */
export function PastWall({ at, reachDays, onStay, onLeave, onCounts, ...live }: PastWallProps) {
  const latest = useClock(latestMoment);
  const [reader] = useState(() => createWallReader(createStreamReader(fetchPast, LOST_MS), fetchPastWall));
  const here = String(at);
  // The address gets the time of the grid.
  const playback = usePlayback(here, toMoment(at, latest), true);
  usePlaying(playback, reader);
  const onFollow = (time: number) => onStay(time, "replace");
  useFollow(playback, { here, toAddress: String, onFollow, afterMs: FOLLOW_MS });
  const { moment, isPlaying, dispatch } = playback;
  const isResting = useRested(moment) === moment && !isPlaying;
  const wall = useSyncExternalStore(
    reader.subscribe,
    () => reader.wall(moment),
    () => undefined,
  );
  const [shown, setShown] = useState<Shown>(() => ({ wall: null, tiles: layOutNow(live.all, latest) }));
  if (wall !== undefined && wall !== shown.wall)
    setShown({ wall, tiles: layOut(shown.tiles, wall, live.all) });
  /** All of the moment is read. */
  const isRead = wall?.isWhole === true;
  const all = shown.tiles;
  // The sections are drawn a moment later, and the chips count what they show.
  const drawn = useDeferredValue(isRead ? all : null);
  const isDrawn = isRead && drawn !== null;
  /** The address goes to a moment at once. */
  function stay(time: number, kind: "push" | "replace") {
    dispatch({ type: "follow", to: String(time) });
    onStay(time, kind);
  }
  function go(time: number) {
    const next = toMoment(time, latest);
    playback.move(next);
    stay(next, "push");
  }
  const byId = useMemo(() => new Map(shown.wall?.tiles.map((tile) => [tile.id, tile])), [shown.wall]);
  const past = useMemo(
    () => ({ reader, moment, tiles: byId, isRead, isResting }),
    [reader, moment, byId, isRead, isResting],
  );
  const { view, withHidden, onShowHidden } = live;
  const counts = useCounts(drawn ?? all, view, null);
  const tellCounts = useEffectEvent(() => onCounts?.(isDrawn ? counts : null));
  useLayoutEffect(() => tellCounts(), [isDrawn, counts]);
  const total = shown.wall === null ? live.total : all.length;
  // Made once, so that a step in time draws the pictures and not the wall around them.
  const tiles = useMemo(
    () => <Tiles as={PastTile} divideBy={dividePast} {...{ all, total, view, withHidden, onShowHidden }} />,
    [all, total, view, withHidden, onShowHidden],
  );
  return (
    <PastContext value={past}>
      <div aria-hidden className="past-frame" />
      <noscript>
        <p className="mb-4 rounded-lg border border-edge bg-surface px-4 py-2.5 text-sm">
          History needs JavaScript.{" "}
          <a href={viewAddress({ ...view, at: null })} className={TEXT_LINK}>
            Show live
          </a>
        </p>
      </noscript>
      {/* A tile with the focus stays above the bar. A viewer who leaves by a tile comes back to the moment that it shows. */}
      <div className="past-wall" aria-busy={!isDrawn} onClickCapture={() => stay(moment, "replace")}>
        {!isDrawn && (
          // In place of the headings, whose counts are of another moment.
          <p className="past-loading">
            Loading <Moment time={moment} short />…
          </p>
        )}
        {shown.wall?.isWhole && shown.wall.tiles.length === 0 ? (
          <NothingThen reachDays={reachDays} />
        ) : (
          all.length > 0 && tiles
        )}
      </div>
      <HistoryBar
        playback={playback}
        reader={reader}
        latest={latest}
        reachMs={reachDays * DAY_MS}
        onGo={go}
        onLeave={onLeave}
      />
    </PastContext>
  );
}

function NothingThen({ reachDays }: { reachDays: number }) {
  return (
    <Message title="No stream was on air at this time">
      <p>
        The history of the wall goes back <Count of={reachDays} /> days. The page of a stream may go back
        further.
      </p>
    </Message>
  );
}
