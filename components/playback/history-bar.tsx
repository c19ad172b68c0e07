"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useNumbers } from "#components/time/numbers.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { showToast } from "#components/ui/toast.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { onUse } from "#components/wall/on-use.tsx";
import { firstOn, type Counts } from "./counts.ts";
import type { CountsThenProps } from "./counts-then.tsx";
import { HOUR_MS, STEP_MS, type Stretch } from "./moments.ts";
import { tellNoFault } from "./no-fault.ts";
import { ReaderStatus } from "./reader-status.tsx";
import { boundsOf } from "./scale.ts";
import type { PastReader } from "./stream-reader.ts";
import { Timeline, type Lane } from "./timeline.tsx";
import { Transport } from "./transport.tsx";
import { useLiveCounts } from "./use-live-counts.ts";
import type { PlaybackControls } from "./use-playback.ts";
import { useStretch } from "./use-stretch.ts";
import { writeCounts } from "./write-counts.ts";

/** Only a large window has room for it. */
const Overview = onUse(() => import("./overview.tsx").then((code) => code.Overview));

/** Only a pointer needs it. */
const CountsThen = onUse<CountsThenProps>(() => import("./counts-then.tsx").then((code) => code.CountsThen));

type HistoryBarProps = {
  playback: PlaybackControls;
  reader: PastReader;
  /** The newest moment, ms since 1970. */
  latest: number;
  reachMs: number;
  /** Goes far, so that Back leads back. */
  onGo: (moment: number) => void;
  onLeave: () => void;
};

/** The bar at the bottom of the window that moves a past wall in time. */
export function HistoryBar({ playback, reader, latest, reachMs, onGo, onLeave }: HistoryBarProps) {
  const { moment, move } = playback;
  const [stretch, setStretch] = useStretch(moment, latest, reachMs);
  const counts = useLiveCounts(stretch, latest);
  // The first stretch begins with the data, unless the viewer has chosen another one meanwhile.
  const [isFitted, setIsFitted] = useState(stretch.to - stretch.from > HOUR_MS);
  function choose(next: Stretch) {
    setIsFitted(true);
    setStretch(next);
  }
  if (!isFitted && counts.isWhole) choose({ ...stretch, from: firstOn(counts, stretch, moment) });
  const lanes = useLanes(counts, stretch.from, latest - reachMs);
  const parts = writeCounts(counts, moment, useNumbers());
  const slider = useRef<HTMLInputElement>(null);
  const [bar, isRoomy] = useBarHeight();
  useEffect(() => {
    // On a low window the bar lies below the tiles.
    slider.current?.focus({ preventScroll: matchMedia("(min-height: 20rem)").matches });
  }, []);
  const step = (ms: number) => move(moment + ms);
  useShortcuts({ Escape: onLeave, ",": () => step(-STEP_MS), ".": () => step(STEP_MS) });
  async function jump(by: -1 | 1) {
    const { findWallFault } = await import("./fault-hours.ts");
    const at = await findWallFault({ latest, reachMs, counts }, moment, by);
    if (at === null) tellNoFault(by);
    else onGo(at);
  }
  const shared = { moment, latest, reachMs, stretch, onStretch: choose };
  return (
    <section ref={bar} aria-label="History" className="tips-above history-bar">
      <ReaderStatus reader={reader} className="start-4" />
      <div className="short:min-w-0 short:grow">
        <Timeline
          {...shared}
          ref={slider}
          label="Moment that the wall shows"
          note={parts.map(({ text }) => text).join(", ")}
          lanes={lanes}
          onMove={move}
          preview={(at) => <CountsThen counts={counts} at={at} />}
        />
      </div>
      <Transport
        {...shared}
        playback={playback}
        isLive={false}
        onStep={step}
        onGo={onGo}
        onFault={(by) => void jump(by).catch(() => showToast("Couldn’t load history"))}
        onLive={onLeave}
        end={
          <Button look="quiet" aria-label="Close history" data-tip="Close (Esc)" onClick={onLeave}>
            <Icon name="x" isAlone />
          </Button>
        }
      />
      {isRoomy && (
        <div className="mt-2">
          <Overview stretch={stretch} bounds={boundsOf(moment, latest, reachMs)} onStretch={choose} />
        </div>
      )}
    </section>
  );
}

/**
 * Tells the page how high the bar is, for what lies above it: the last tiles, and toasts.
 *
 * @returns the bar, and whether the window has room for a row with all days
 */
function useBarHeight() {
  const bar = useRef<HTMLElement>(null);
  const [isRoomy, setIsRoomy] = useState(false);
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(([entry]) => {
      const { position } = getComputedStyle(entry?.target ?? document.body);
      const height = position === "fixed" ? (entry?.borderBoxSize[0]?.blockSize ?? 0) : 0;
      setIsRoomy(matchMedia("(min-width: 40rem) and (min-height: 56rem)").matches);
      style.setProperty("--toast-bottom", `${height}px`);
      style.scrollPaddingBottom = `${height}px`;
    });
    if (bar.current !== null) observer.observe(bar.current);
    return () => {
      observer.disconnect();
      style.removeProperty("--toast-bottom");
      style.scrollPaddingBottom = "";
    };
  }, []);
  return [bar, isRoomy] as const;
}

/** One lane. Before the log, nothing is known. */
function useLanes(counts: Counts, from: number, begin: number): readonly Lane[] {
  const unknownTo = from < begin ? begin : null;
  return useMemo(() => {
    const marks = unknownTo === null ? [] : [{ kind: "unknown", span: [0, unknownTo] } as const];
    return [{ id: "wall", label: null, marks, counts }];
  }, [counts, unknownTo]);
}
