"use client";

import { lazy, Suspense, useEffect, useState, type ComponentType, type ReactNode } from "react";
import { Moment, useMoment } from "#components/time/moment.tsx";
import { FaultJump } from "#components/playback/fault-jump.tsx";
import { momentOf, SPANS, SPEEDS, STEP_MS, type Speed } from "#components/playback/moments.ts";
import { Slider } from "#components/playback/slider.tsx";
import { isShortcut } from "#components/wall/keys.ts";
import type { Part } from "#lib/model/part.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { FullPicture } from "./full-picture.tsx";
import type { GapsProps } from "./gaps.tsx";
import { useTimeline } from "./use-timeline.ts";
import { Icon } from "#components/ui/icon.tsx";

type PlayerProps = {
  stream: string;
  part: Part;
  /** Its own address, and what those of moments begin with. */
  here: string;
  moments: string;
  name: string;
  /** The frame that the page shows in full; null when there is none. */
  shown: { readonly time: number; readonly preview: string; readonly original: string | null } | null;
  /** The moment that the page is about, null for now, and that of the request, ms since 1970. */
  at: number | null;
  now: number;
  /** Whether what it shows is not the newest of something that is on the wall. */
  isGone: boolean;
  /** Between the picture and the timeline. */
  children: ReactNode;
};

/** Its code comes after the page, as does what it shows. */
const Gaps = lazy<ComponentType<GapsProps>>(() =>
  import("./gaps.tsx").then(
    ({ Gaps: gaps }) => ({ default: gaps }),
    () => ({ default: () => null }),
  ),
);

const LONGEST_MS = SPANS[4].ms;
const CONTROL = "cursor-pointer rounded-md border border-edge bg-card px-3 py-1.5";

/** The picture of a moment, and the timeline that moves it: dragged, stepped by key, or played. */
export function Player({ name, isGone, children, ...page }: PlayerProps) {
  const { shown, at, now } = page;
  const [spanMs, setSpanMs] = useState<number>(SPANS[2].ms);
  const [speed, setSpeed] = useState<Speed>(SPEEDS[1]);
  const { moment, stretch, coverage, isKnown, isMoved, frame, isOff, move, isPlaying, play } = useTimeline(
    page,
    spanMs,
    speed,
  );
  const text = useMoment(moment);
  async function jump(by: -1 | 1) {
    if (coverage === null) return;
    const { nextFault, previousFault } = await import("#lib/model/fault-jumps.ts");
    const span = [stretch.from, stretch.to] as const;
    // Of the fault that is shown, the beginning may be up to a step before the moment.
    const found =
      by < 0 ? previousFault(coverage, span, moment - STEP_MS + 1) : nextFault(coverage, span, moment);
    if (found !== null && found.at > stretch.from) move(momentOf(found.at, now));
    // Where there is none in what is shown, there may be one in a month.
    else if (isKnown) setSpanMs(LONGEST_MS);
  }
  const isOlder = !isMoved && at !== null && shown !== null && at - shown.time > LIVE_MS;
  const textOfShown = useMoment(shown?.time ?? 0);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== " " || isShortcut(event)) return;
      if (event.target instanceof Element && event.target.closest("button, a")) return;
      event.preventDefault();
      play();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [play]);

  return (
    <div>
      <figure className="relative mx-auto aspect-video overflow-hidden rounded-xl bg-screen w-picture">
        {shown === null ? (
          <p className="grid size-full place-content-center p-4 text-center">
            Nothing is kept of this moment or before it.
          </p>
        ) : (
          <FullPicture
            preview={shown.preview}
            original={shown.original}
            // One picture at a time is told of: this one lies under the other.
            alt={frame !== undefined ? "" : `${name}, ${textOfShown}`}
            follows={at === null}
          />
        )}
        {frame !== undefined && (
          <img
            src={frame.picture}
            alt={`${name}, ${text}`}
            className="absolute inset-0 size-full bg-screen object-contain"
          />
        )}
        {isOff && <p className="absolute inset-0 grid place-content-center bg-screen">Not on air then</p>}
        {(isMoved || isGone || at !== null) && (
          <p className="absolute top-2 right-2 rounded-md bg-stalled px-2 py-0.5 text-sm text-page">
            <strong className="font-semibold">Not live</strong>
            {isOlder && " · off air then, this came before"}
          </p>
        )}
      </figure>
      {children}
      <section aria-label="Timeline" className="mt-3 accent-accent noscript:hidden">
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <button type="button" aria-keyshortcuts="Space" className={CONTROL} onClick={play}>
            <Icon name={isPlaying ? "pause" : "play"} /> {isPlaying ? "Pause" : "Play"}
          </button>
          <FaultJump onJump={(by) => void jump(by).catch(() => undefined)} className={CONTROL} />
          <label className="flex items-center gap-2">
            Speed
            <select
              value={speed.label}
              onChange={({ target }) =>
                setSpeed(SPEEDS.find(({ label }) => label === target.value) ?? SPEEDS[1])
              }
              className={CONTROL}
            >
              {SPEEDS.map(({ label }) => (
                <option key={label}>{label}</option>
              ))}
            </select>
          </label>
          <label className="flex items-center gap-2">
            Show
            <select
              value={spanMs}
              onChange={({ target }) => setSpanMs(Number(target.value))}
              className={CONTROL}
            >
              {SPANS.map(({ label, ms }) => (
                <option key={label} value={ms}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <span className="ml-auto">
            <Moment time={isMoved ? moment : (shown?.time ?? moment)} />
          </span>
        </div>
        <Slider
          moment={moment}
          stretch={stretch}
          latest={now}
          text={text}
          onMove={move}
          label="Moment of the stream"
          takesFocus={false}
        />
        <Suspense fallback={<div className="h-8.5" />}>
          <Gaps coverage={coverage} isKnown={isKnown} stretch={stretch} />
        </Suspense>
      </section>
    </div>
  );
}
