"use client";

import { useEffect, useRef, useState } from "react";
import { serverNow } from "#components/time/clock.ts";
import type { WallTile } from "#lib/model/wall.ts";
import type { PastFrame } from "#lib/model/past.ts";
import { fetchHistory } from "#components/data/fetch-past.ts";
import { latestMoment, STEP_MS } from "./moments.ts";

/** Ten minutes at the provider's pace. */
const FRAMES = 20;
const EVERY_MS = 250;
/** The newest picture stays for so many more steps. */
const REST = 6;
/** Plays a few times. By then, the tile has a newer picture. */
const STEPS = 4 * (FRAMES + REST);

/**
 * Plays a feed's last minutes over its picture, or shows the one at the pointer as that moves across. Mounted while the
 * viewer looks at the tile, and once for each feed.
 */
export function TimeLapse({ tile }: { tile: WallTile }) {
  const element = useRef<HTMLDivElement>(null);
  const frames = useLoaded(tile);
  const [step, setStep] = useState(0);
  const pointed = usePointer(element, frames.length >= 2);
  const isPlaying = frames.length >= 2 && pointed === null;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setStep((before) => Math.min(before + 1, STEPS)), EVERY_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
  const played = Math.min(step % (frames.length + REST), frames.length - 1);
  const place = pointed === null ? played : Math.min(Math.floor(pointed * frames.length), frames.length - 1);
  const frame = frames[place];
  if (frame === undefined || frames.length < 2 || (step === STEPS && pointed === null)) return null;
  return (
    <div ref={element} aria-hidden data-lapse={frame.time} className="absolute inset-0 bg-black">
      <img src={frame.picture} alt="" className="absolute inset-0 size-full object-contain" />
      <p className="absolute bottom-3 left-2 rounded-lg bg-black/65 px-2 py-0.5 text-[0.8125rem] font-medium text-white tabular-nums">
        {pointed === null ? "10 min" : toAge(frame, frames)}
      </p>
      <p className="absolute inset-x-0 bottom-0 h-1 bg-black/50">
        <span
          className="absolute inset-y-0 left-0 bg-white"
          style={{ width: `${((place + 1) / frames.length) * 100}%` }}
        />
      </p>
    </div>
  );
}

/** How long before the newest frame. */
function toAge({ time }: PastFrame, frames: readonly PastFrame[]): string {
  const seconds = Math.round(((frames.at(-1)?.time ?? time) - time) / 1_000);
  if (seconds === 0) return "Now";
  return seconds < 60 ? `−${seconds} s` : `−${Math.round(seconds / 60)} min`;
}

/** Where the pointer is across the tile, 0 to 1, once it has moved; null before. */
function usePointer(element: { current: HTMLElement | null }, isShown: boolean): number | null {
  const [place, setPlace] = useState<number | null>(null);
  useEffect(() => {
    const tile = element.current?.closest<HTMLElement>("[data-tile]");
    if (!tile) return;
    const onMove = ({ clientX, pointerType }: PointerEvent) => {
      const { left = 0, width = 1 } = element.current?.getBoundingClientRect() ?? {};
      if (pointerType === "mouse") setPlace(Math.max(0, Math.min(1, (clientX - left) / width)));
    };
    tile.addEventListener("pointermove", onMove);
    return () => tile.removeEventListener("pointermove", onMove);
  }, [element, isShown]);
  return place;
}

/** The frames with loaded pictures, oldest first. They load one after the other, until the tile is left. */
function useLoaded({ stream, source, feed }: WallTile): readonly PastFrame[] {
  const [loaded, setLoaded] = useState<readonly PastFrame[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    async function load() {
      const at = latestMoment(serverNow()) - (FRAMES - 1) * STEP_MS;
      const query = { streams: [stream], at, stepMs: STEP_MS, count: FRAMES };
      const { frames } = await fetchHistory(query, abort.signal);
      const own = (frames[stream] ?? []).filter((frame) => source === null || frame.feed === feed);
      for (const frame of own.reverse()) {
        const image = new Image();
        image.src = frame.picture;
        const isThere = await image.decode().then(
          () => true,
          () => false,
        );
        if (abort.signal.aborted) return;
        if (isThere) setLoaded((before) => [...before, frame]);
      }
    }
    // The newest picture stays.
    load().catch(() => undefined);
    return () => abort.abort();
  }, [stream, source, feed]);
  return loaded;
}
