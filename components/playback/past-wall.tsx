"use client";

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { serverNow, useClock } from "#components/time/clock.ts";
import { Count } from "#components/time/count.ts";
import { Message } from "#components/ui/message.tsx";
import { Tiles, type TilesProps } from "#components/wall/tiles.tsx";
import { viewAddress } from "#components/wall/view.ts";
import type { PastWall as PastWallData } from "#lib/model/past.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { askPast, askPastWall } from "#components/data/ask.ts";
import { PastContext } from "./context.ts";
import { latestMoment, momentOf } from "./moments.ts";
import { PastBar } from "./past-bar.tsx";
import { PastTile } from "./past-tile.tsx";
import { createPastReader } from "./reader.ts";
import { layOut } from "./tiles.ts";
import { createWallReader } from "./wall-reader.ts";

export type PastWallProps = TilesProps & {
  /** The time that was asked for, ms since 1970. */
  at: number;
  /** For how many days the past of the wall is kept. */
  reachDays: number;
  /** Told once the viewer stays at a moment. */
  onStay: (moment: number) => void;
  onLeave: () => void;
};

/** Longer than a step while it plays: the address changes once one stays. */
const STAY_MS = 1_200;

const DAY_MS = 86_400_000;

/** What is told of the moment, or of the one before while nothing is; until then, the live wall keeps the places. */
type Told = { readonly wall: PastWallData | null; readonly tiles: readonly WallTile[] };

/** The wall as it was: every tile at the same moment, and the bar that moves it. */
export function PastWall({ at, reachDays, onStay, onLeave, ...live }: PastWallProps) {
  const latest = useClock(latestMoment);
  const [moment, setMoment] = useState(() => momentOf(at, latest));
  const [reader] = useState(createReader);
  const move = useCallback((time: number) => setMoment(momentOf(time, serverNow())), []);
  useEffect(() => {
    if (moment === at) return;
    const timer = setTimeout(() => onStay(moment), STAY_MS);
    return () => clearTimeout(timer);
  }, [moment, at, onStay]);
  const { view, withHidden, onShowHidden } = live;
  const known = useSyncExternalStore(
    reader.subscribe,
    () => reader.wall(moment),
    () => undefined,
  );
  const [told, setTold] = useState<Told>({ wall: null, tiles: live.all });
  if (known !== undefined && known !== told.wall)
    setTold({ wall: known, tiles: layOut(told.tiles, known.tiles) });
  const byId = useMemo(() => new Map(told.wall?.tiles.map((tile) => [tile.id, tile])), [told.wall]);
  const shared = useMemo(() => ({ reader, moment, tiles: byId }), [reader, moment, byId]);
  const all = told.tiles;
  const total = told.wall === null ? live.total : all.length;
  // Made once, so that a step in time draws the pictures and not the wall around them.
  const wall = useMemo(
    () => <Tiles as={PastTile} {...{ all, total, view, withHidden, onShowHidden }} />,
    [all, total, view, withHidden, onShowHidden],
  );
  return (
    <PastContext value={shared}>
      <div aria-hidden className="pointer-events-none fixed inset-0 z-20 border-4 border-stalled" />
      <noscript>
        <p className="mb-4 rounded-lg border border-stalled bg-card px-4 py-2.5 text-sm">
          Only with JavaScript can the wall show what it showed then.{" "}
          <a href={viewAddress({ ...view, at: null })} className="text-accent underline">
            Show what it shows now
          </a>
        </p>
      </noscript>
      {/* A tile that is gone to by key stops above the bar. Whoever leaves by one comes back to the moment that it shows. */}
      <div
        className="[--animate-appear:appear_120ms_ease-out] **:data-tile:scroll-mb-52 [&_a]:scroll-mb-56"
        onClickCapture={() => onStay(moment)}
      >
        {total > 0 ? wall : told.wall !== null && <NothingThen reachDays={reachDays} />}
      </div>
      <PastBar
        reader={reader}
        moment={moment}
        latest={latest}
        reachMs={reachDays * DAY_MS}
        onMove={move}
        onLeave={onLeave}
      />
    </PastContext>
  );
}

function createReader() {
  const now = () => performance.now();
  const pictures = createPastReader({ ask: askPast, now });
  return createWallReader({ pictures, ask: askPastWall, now });
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
