"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useMoment } from "#components/time/moment.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { FAULTS } from "#lib/model/frame.ts";
import { FaultButtons, GoTo, PlayButton, SpeedSelect } from "./controls.tsx";
import { adjacentFault, useFaultHours } from "./fault-hours.ts";
import { spanFor, spansWithin, STEP_MS, stretchAround, type Stretch } from "./moments.ts";
import { Slider } from "./slider.tsx";
import type { PastReader } from "./stream-reader.ts";
import { findMarks, Legend, Track, type Mark } from "./track.tsx";
import type { PlaybackControls } from "./use-playback.ts";

type PastBarProps = {
  playback: PlaybackControls;
  reader: PastReader;
  /** The newest moment, ms since 1970. */
  latest: number;
  reachMs: number;
  onLeave: () => void;
};

/** The bar over a past wall: says that it is not live, and moves it in time. */
export function PastBar({ playback, reader, latest, reachMs, onLeave }: PastBarProps) {
  const { moment, move } = playback;
  const [spanMs, setSpanMs] = useState(() => spanFor(moment, latest, reachMs));
  const [stretch, setStretch] = useState(() => stretchAround(moment, spanMs, latest, reachMs));
  // A moment beyond the slider's ends takes the slider with it.
  if (moment < stretch.from || moment > stretch.to)
    setStretch(stretchAround(moment, spanMs, latest, reachMs));
  const faults = useFaultHours(latest, reachMs);
  const [isExpanded, setIsExpanded] = useState(false);
  const text = useMoment(moment);
  const slider = useRef<HTMLInputElement>(null);
  useEffect(() => slider.current?.focus({ preventScroll: true }), []);
  useEffect(() => keepInView(slider.current), []);
  function jump(by: -1 | 1) {
    const at = adjacentFault(faults, moment, by);
    if (at !== null) move(at);
  }
  const stepBack = () => move(moment - STEP_MS);
  const stepOn = () => move(moment + STEP_MS);
  useShortcuts({ l: onLeave, Escape: onLeave, ",": stepBack, ".": stepOn });
  return (
    <section
      aria-label="Back in time"
      className="z-10 mt-4 rounded-t-xl border-2 border-stalled bg-card p-3 accent-stalled shadow-xl sm:px-4 noscript:hidden tall:sticky tall:bottom-1"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <strong className="rounded-md bg-stalled px-2 py-0.5 text-sm font-semibold text-page">
          Not live
        </strong>
        <p className="font-medium tabular-nums max-sm:order-last max-sm:w-full sm:text-lg">{text}</p>
        <ReaderStatus reader={reader} />
        <Button aria-keyshortcuts="l Escape" onClick={onLeave} className="ml-auto font-medium">
          Live
        </Button>
      </div>
      <Slider
        ref={slider}
        label="Moment that the wall shows"
        moment={moment}
        stretch={stretch}
        latest={latest}
        onMove={move}
      />
      <FaultTrack faults={findMarks(faults, stretch)} stretch={stretch} />
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <Button onClick={stepBack}>−30 s</Button>
        <PlayButton {...playback} />
        <Button disabled={moment >= latest} onClick={stepOn}>
          +30 s
        </Button>
        <Button aria-expanded={isExpanded} onClick={() => setIsExpanded(!isExpanded)} className="sm:hidden">
          More
        </Button>
        {/* On a phone, the whole bar would hide the wall. */}
        <div className={isExpanded ? "contents" : "contents max-sm:hidden"}>
          <FaultButtons onJump={jump} />
          <SpeedSelect {...playback} />
          <Select
            aria-label="Length of the slider"
            value={spanMs}
            onChange={({ target }) => {
              const ms = Number(target.value);
              setSpanMs(ms);
              setStretch(stretchAround(moment, ms, latest, reachMs));
            }}
            options={spansWithin(reachMs).map(({ label, ms }) => [ms, label])}
          />
          <GoTo onGo={move} />
        </div>
      </div>
    </section>
  );
}

/**
 * Scrolls to the element with the focus whenever the page grows or shrinks, until the viewer does something. A bar that is
 * not sticky is moved by the tiles, which are drawn later.
 *
 * @returns a function that ends it
 */
function keepInView(element: HTMLElement | null): () => void {
  const end = new AbortController();
  const observer = new ResizeObserver(() => {
    if (document.activeElement === element) element?.scrollIntoView({ block: "nearest" });
  });
  observer.observe(document.body);
  end.signal.addEventListener("abort", () => observer.disconnect());
  const listening = { signal: end.signal, passive: true };
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"] as const)
    addEventListener(kind, () => end.abort(), listening);
  return () => end.abort();
}

function ReaderStatus({ reader }: { reader: PastReader }) {
  const status = useSyncExternalStore(reader.subscribe, reader.status, () => "ok");
  return (
    <p role="status" className="text-sm text-stalled empty:hidden">
      {status === "failing" && "The server does not answer; trying again."}
      {status === "slow" && "Loading slowly"}
    </p>
  );
}

function FaultTrack({ faults, stretch }: { faults: readonly Mark[]; stretch: Stretch }) {
  if (faults.length === 0) return null;
  const seen = FAULTS.filter((fault) => faults.some(({ kind }) => kind === fault));
  return (
    <div className="mb-2">
      <Track marks={faults} stretch={stretch} />
      <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-quiet max-sm:sr-only">
        Hours with faults:
        {seen.map((kind) => (
          <Legend key={kind} kind={kind}>
            {kind}
          </Legend>
        ))}
      </p>
    </div>
  );
}
