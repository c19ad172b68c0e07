"use client";

import { useMemo, useState, useSyncExternalStore } from "react";
import { fetchPast, fetchPastWall } from "#components/data/fetch-past.ts";
import { useClock } from "#components/time/clock.ts";
import { Count } from "#components/time/numbers.ts";
import { Message } from "#components/ui/message.tsx";
import { Tiles, type TilesProps } from "#components/wall/tiles.tsx";
import { viewAddress } from "#lib/model/view.ts";
import type { PastWall as PastWallData } from "#lib/model/past.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { latestMoment, toMoment } from "./moments.ts";
import { PastBar } from "./past-bar.tsx";
import { PastContext, PastTile } from "./past-tile.tsx";
import { createStreamReader } from "./stream-reader.ts";
import { layOut } from "./tiles.ts";
import { useFollow, usePlayback, usePlaying } from "./use-playback.ts";
import { createWallReader } from "./wall-reader.ts";

export type PastWallProps = TilesProps & {
  /** The time of the page's address, ms since 1970. */
  at: number;
  /** The days for which the wall's past is kept. */
  reachDays: number;
  /** Writes a moment into the address. */
  onStay: (moment: number) => void;
  onLeave: () => void;
};

/** Longer than a step while it plays. */
const FOLLOW_MS = 1_200;
const DAY_MS = 86_400_000;

/** The tiles of the moment, or of the last one that was read. Before the first, the live wall keeps the places. */
type Shown = { readonly wall: PastWallData | null; readonly tiles: readonly WallTile[] };

/** The wall as it was: every tile at the same moment, and the bar that moves it. */
export function PastWall({ at, reachDays, onStay, onLeave, ...live }: PastWallProps) {
  const latest = useClock(latestMoment);
  const [reader] = useState(() => createWallReader(createStreamReader(fetchPast), fetchPastWall));
  const here = String(at);
  // The address gets the time of the grid.
  const playback = usePlayback(here, toMoment(at, latest), true);
  usePlaying(playback, reader);
  useFollow(playback, { here, toAddress: String, onFollow: onStay, afterMs: FOLLOW_MS });
  const { moment, dispatch } = playback;
  const wall = useSyncExternalStore(
    reader.subscribe,
    () => reader.wall(moment),
    () => undefined,
  );
  const [shown, setShown] = useState<Shown>({ wall: null, tiles: live.all });
  if (wall !== undefined && wall !== shown.wall) setShown({ wall, tiles: layOut(shown.tiles, wall.tiles) });
  const byId = useMemo(() => new Map(shown.wall?.tiles.map((tile) => [tile.id, tile])), [shown.wall]);
  const past = useMemo(() => ({ reader, moment, tiles: byId }), [reader, moment, byId]);
  const all = shown.tiles;
  const total = shown.wall === null ? live.total : all.length;
  const { view, withHidden, onShowHidden } = live;
  // Made once, so that a step in time draws the pictures and not the wall around them.
  const tiles = useMemo(
    () => <Tiles as={PastTile} {...{ all, total, view, withHidden, onShowHidden }} />,
    [all, total, view, withHidden, onShowHidden],
  );
  return (
    <PastContext value={past}>
      <div aria-hidden className="pointer-events-none fixed inset-0 z-20 border-4 border-stalled" />
      <noscript>
        <p className="mb-4 rounded-lg border border-stalled bg-card px-4 py-2.5 text-sm">
          The past needs JavaScript.{" "}
          <a href={viewAddress({ ...view, at: null })} className="text-accent underline">
            Show the live wall
          </a>
        </p>
      </noscript>
      {/* A tile with the focus stays above the bar. A viewer who leaves by a tile comes back to the moment that it shows. */}
      <div
        className="[--animate-appear:appear_120ms_ease-out] tall:**:data-tile:scroll-mb-64 tall:[&_a]:scroll-mb-72"
        onClickCapture={() => {
          dispatch({ type: "follow", to: String(moment) });
          onStay(moment);
        }}
      >
        {total > 0 ? tiles : shown.wall !== null && <NothingThen reachDays={reachDays} />}
      </div>
      <PastBar
        playback={playback}
        reader={reader}
        latest={latest}
        reachMs={reachDays * DAY_MS}
        onLeave={onLeave}
      />
    </PastContext>
  );
}

function NothingThen({ reachDays }: { reachDays: number }) {
  return (
    <Message title="No stream was on the air then">
      <p>
        The past of the wall is kept for <Count of={reachDays} /> days. A stream’s own page may go back
        further.
      </p>
    </Message>
  );
}
