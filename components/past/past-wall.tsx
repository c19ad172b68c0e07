"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { serverNow, useClock } from "#components/clock/clock.ts";
import { Tiles, type TilesProps } from "#components/wall/tiles.tsx";
import { viewAddress } from "#components/wall/view.ts";
import { askPast } from "./ask.ts";
import { PastContext } from "./context.ts";
import { latestMoment, momentOf } from "./moments.ts";
import { PastBar } from "./past-bar.tsx";
import { PastTile } from "./past-tile.tsx";
import { createPastReader } from "./reader.ts";

export type PastWallProps = TilesProps & {
  /** The time that was asked for, ms since 1970. */
  at: number;
  /** Told once the viewer stays at a moment. */
  onStay: (moment: number) => void;
  onLeave: () => void;
};

/** Longer than a step while it plays: the address changes once one stays. */
const STAY_MS = 1_200;

/** The wall as it was: every tile at the same moment, and the bar that moves it. */
export function PastWall({ at, onStay, onLeave, ...tiles }: PastWallProps) {
  const latest = useClock(latestMoment);
  const [moment, setMoment] = useState(() => momentOf(at, latest));
  const [reader] = useState(() => createPastReader({ ask: askPast, now: () => performance.now() }));
  const move = useCallback((time: number) => setMoment(momentOf(time, serverNow())), []);
  useEffect(() => {
    if (moment === at) return;
    const timer = setTimeout(() => onStay(moment), STAY_MS);
    return () => clearTimeout(timer);
  }, [moment, at, onStay]);
  const { all, total, view, withHidden, onShowHidden } = tiles;
  const siblings = useMemo(() => Map.groupBy(all, ({ stream }) => stream), [all]);
  const shared = useMemo(() => ({ reader, moment, siblings }), [reader, moment, siblings]);
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
        {wall}
      </div>
      <PastBar reader={reader} moment={moment} latest={latest} onMove={move} onLeave={onLeave} />
    </PastContext>
  );
}
