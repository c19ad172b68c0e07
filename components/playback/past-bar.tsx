"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useMoment } from "#components/time/moment.tsx";
import { isShortcut } from "#components/wall/keys.ts";
import { Jump } from "./jump.tsx";
import { FaultTrack } from "./fault-track.tsx";
import { FaultJump } from "./fault-jump.tsx";
import { adjacentFault, useFaultHours } from "./fault-hours.ts";
import { spanFor, spansWithin, SPEEDS, STEP_MS, stretchAround } from "./moments.ts";
import type { PastReader } from "./reader.ts";
import { Slider } from "./slider.tsx";
import { usePlayback } from "./use-playback.ts";
import { Icon } from "#components/ui/icon.tsx";

type PastBarProps = {
  reader: PastReader;
  /** ms since 1970, as is the newest moment that there is. */
  moment: number;
  latest: number;
  /** How far the past goes back, in ms. */
  reachMs: number;
  onMove: (time: number) => void;
  onLeave: () => void;
};

const FIELD = "cursor-pointer rounded-md border border-edge bg-card px-2.5 py-1.5 disabled:text-quiet";

/** Says that the wall is not live and what it shows, and moves it to other moments. */
export function PastBar({ reader, moment, latest, reachMs, onMove, onLeave }: PastBarProps) {
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(SPEEDS[1]);
  const [spanMs, setSpanMs] = useState(() => spanFor(moment, latest, reachMs));
  const [stretch, setStretch] = useState(() => stretchAround(moment, spanMs, latest, reachMs));
  // Whoever goes beyond the slider's ends takes it with them.
  if (moment < stretch.from || moment > stretch.to)
    setStretch(stretchAround(moment, spanMs, latest, reachMs));
  const { isPlaying, toggle } = usePlayback({ reader, speed, moment, onMove });
  const status = useSyncExternalStore(reader.subscribe, reader.status, () => "ok");
  const faults = useFaultHours(latest, reachMs);
  const jump = useCallback(
    (by: -1 | 1) => {
      const to = adjacentFault(faults, moment, by);
      if (to !== null) onMove(to);
    },
    [faults, moment, onMove],
  );
  const [isWhole, setIsWhole] = useState(false);
  const text = useMoment(moment);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (isShortcut(event)) return;
      const isOnControl = event.target instanceof Element && event.target.closest("button, a, dialog");
      if (event.key === "l" || event.key === "Escape") onLeave();
      else if (event.key === ",") onMove(moment - STEP_MS);
      else if (event.key === ".") onMove(moment + STEP_MS);
      else if (event.key === " " && !isOnControl) {
        event.preventDefault();
        toggle();
      }
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [moment, onMove, onLeave, toggle]);
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
        <p role="status" className="text-sm text-stalled empty:hidden">
          {status === "failing" && "The server does not answer; trying again."}
          {status === "slow" && "Loading slowly"}
        </p>
        <button
          type="button"
          aria-keyshortcuts="l Escape"
          onClick={onLeave}
          className={`${FIELD} ml-auto font-medium`}
        >
          Back to live
        </button>
      </div>
      <Slider moment={moment} stretch={stretch} latest={latest} text={text} onMove={onMove} />
      <FaultTrack faults={faults} stretch={stretch} />
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <button type="button" onClick={() => onMove(moment - STEP_MS)} className={FIELD}>
          −30 s
        </button>
        <button
          type="button"
          aria-keyshortcuts="Space"
          onClick={toggle}
          className={`${FIELD} min-w-20 font-medium`}
        >
          <Icon name={isPlaying ? "pause" : "play"} /> {isPlaying ? "Pause" : "Play"}
        </button>
        <button
          type="button"
          disabled={moment >= latest}
          onClick={() => onMove(moment + STEP_MS)}
          className={FIELD}
        >
          +30 s
        </button>
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className={`${FIELD} sm:hidden`}
        >
          More
        </button>
        {/* On a phone, the bar would hide what it moves. */}
        <div className={isWhole ? "contents" : "contents max-sm:hidden"}>
          <FaultJump onJump={jump} className={FIELD} />
          <select
            aria-label="Speed"
            value={speed.label}
            className={FIELD}
            onChange={({ target }) =>
              setSpeed(SPEEDS.find(({ label }) => label === target.value) ?? SPEEDS[1])
            }
          >
            {SPEEDS.map(({ label }) => (
              <option key={label}>{label}</option>
            ))}
          </select>
          <select
            aria-label="Length of the slider"
            value={spanMs}
            className={FIELD}
            onChange={({ target }) => {
              const ms = Number(target.value);
              setSpanMs(ms);
              setStretch(stretchAround(moment, ms, latest, reachMs));
            }}
          >
            {spansWithin(reachMs).map(({ label, ms }) => (
              <option key={ms} value={ms}>
                {label}
              </option>
            ))}
          </select>
          <Jump onJump={onMove} />
        </div>
      </div>
    </section>
  );
}
