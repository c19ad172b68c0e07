"use client";

import type { ReactNode } from "react";
import { Age } from "#components/time/age.tsx";
import { useNumbers } from "#components/time/numbers.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { MomentText } from "./moment-text.tsx";
import { More } from "./more.tsx";
import { STEP_MS, type Stretch } from "./moments.ts";
import { boundsOf, nextSpan, writeSpan, zoomBy } from "./scale.ts";
import type { PlaybackControls } from "./use-playback.ts";

export type TransportProps = {
  playback: PlaybackControls;
  /** ms since 1970 */
  moment: number;
  latest: number;
  reachMs: number;
  /** The page shows now, and goes on with the time. */
  isLive: boolean;
  /** Steps by some ms, such as half a minute. */
  onStep: (ms: number) => void;
  /** Goes to a moment that the viewer names, or far from this one: Back leads back from it. */
  onGo: (moment: number) => void;
  /** Goes to the previous fault, or to the next one. */
  onFault: (by: -1 | 1) => void;
  onLive: () => void;
  stretch: Stretch;
  onStretch: (stretch: Stretch) => void;
  /** Further entries behind "…". */
  more?: ReactNode;
  /** Buttons after "…". */
  end?: ReactNode;
};

/** One row: the time; the buttons that move it; zoom, and everything else behind "…". On a phone, two. */
export function Transport(props: TransportProps) {
  const { playback, moment, latest, reachMs, isLive, stretch, onStretch } = props;
  const { isPlaying, toggle } = playback;
  const { onStep, onFault, onLive, end } = props;
  const bounds = boundsOf(moment, latest, reachMs);
  const zoomTo = (by: -1 | 1) => onStretch(zoomBy(stretch, by, moment, bounds));
  useShortcuts({
    " ": toggle,
    n: () => onFault(1),
    N: () => onFault(-1),
    l: onLive,
    "-": () => zoomTo(1),
    "+": () => zoomTo(-1),
    "=": () => zoomTo(-1),
  });
  const isLatest = moment >= latest;
  return (
    <div role="group" aria-label="Playback" className="transport">
      <div>
        <MomentText time={moment} />
        {!isLive && (
          <span className="past-age">
            <Age of={moment} />
          </span>
        )}
      </div>
      <div>
        <Button
          look="quiet"
          aria-label="Previous fault"
          aria-keyshortcuts="Shift+n"
          data-tip="Previous fault (Shift+N)"
          onClick={() => onFault(-1)}
          className="short:hidden"
        >
          <Icon name="skip-back" /> <span className="max-lg:hidden">Fault</span>
        </Button>
        <Button look="quiet" onClick={() => onStep(-STEP_MS)} className="max-sm:px-1">
          −30 s
        </Button>
        <button
          type="button"
          aria-label={isPlaying ? "Pause" : "Play"}
          aria-keyshortcuts="Space"
          data-tip={`${isPlaying ? "Pause" : "Play"} (Space)`}
          onClick={toggle}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-ink text-page hover:opacity-90"
        >
          <Icon name={isPlaying ? "pause" : "play"} isAlone />
        </button>
        <Button look="quiet" disabled={isLatest} onClick={() => onStep(STEP_MS)} className="max-sm:px-1">
          +30 s
        </Button>
        <Button
          look="quiet"
          aria-label="Next fault"
          aria-keyshortcuts="n"
          data-tip="Next fault (N)"
          onClick={() => onFault(1)}
          className="short:hidden"
        >
          <span className="max-lg:hidden">Fault</span> <Icon name="skip-forward" />
        </Button>
        <LiveButton isLive={isLive} onClick={onLive} />
      </div>
      <div className="flex items-center justify-end gap-1">
        <Zoom {...{ stretch, bounds, zoomTo }} />
        <More {...props} />
        {end}
      </div>
    </div>
  );
}

/** Green at the edge of the present, outlined behind it. */
function LiveButton({ isLive, onClick }: { isLive: boolean; onClick: () => void }) {
  const look = isLive
    ? "relative isolate border-transparent text-live before:absolute before:inset-0 before:-z-10 before:rounded-full before:bg-live before:opacity-8"
    : "border-edge-strong";
  return (
    <button
      type="button"
      aria-keyshortcuts="l"
      aria-current={isLive || undefined}
      data-tip="Live (L)"
      onClick={onClick}
      className={`live-button ${look}`}
    >
      <span
        aria-hidden
        className={`size-2 rounded-full forced-colors:bg-[CanvasText] ${isLive ? "bg-live" : "bg-edge-strong"}`}
      />
      Live
    </button>
  );
}

type ZoomProps = { stretch: Stretch; bounds: Stretch; zoomTo: (by: -1 | 1) => void };

/** Makes the stretch longer or shorter. Phones have two fingers for it. */
function Zoom({ stretch, bounds, zoomTo }: ZoomProps) {
  const write = useNumbers();
  return (
    <div
      role="group"
      aria-label="Range"
      className="flex items-center rounded-lg border border-edge max-md:hidden short:hidden"
    >
      <Button
        look="quiet"
        aria-label="Longer range"
        aria-keyshortcuts="-"
        data-tip="Zoom out (−)"
        disabled={nextSpan(stretch, 1, bounds) === null}
        onClick={() => zoomTo(1)}
      >
        <Icon name="minus" isAlone />
      </Button>
      <span aria-live="polite" className="min-w-14 text-center text-sm tabular-nums">
        {writeSpan(stretch.to - stretch.from, write)}
      </span>
      <Button
        look="quiet"
        aria-label="Shorter range"
        aria-keyshortcuts="+"
        data-tip="Zoom in (+)"
        disabled={nextSpan(stretch, -1, bounds) === null}
        onClick={() => zoomTo(-1)}
      >
        <Icon name="plus" isAlone />
      </Button>
    </div>
  );
}
