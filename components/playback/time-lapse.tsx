"use client";

import { useEffect, useState } from "react";
import { serverNow } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
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

/** Plays a feed's last minutes over its picture. Mounted while the viewer looks at the tile, and once for each feed. */
export function TimeLapse({ tile }: { tile: WallTile }) {
  const frames = useLoaded(tile);
  const [step, setStep] = useState(0);
  const isThere = frames.length >= 2;
  useEffect(() => {
    if (!isThere) return;
    const timer = setInterval(() => setStep((before) => Math.min(before + 1, STEPS)), EVERY_MS);
    return () => clearInterval(timer);
  }, [isThere]);
  const place = Math.min(step % (frames.length + REST), frames.length - 1);
  const frame = frames[place];
  if (frame === undefined || !isThere || step === STEPS) return null;
  return (
    <div aria-hidden data-lapse={frame.time} className="absolute inset-x-0 top-0 aspect-video bg-screen">
      <img src={frame.picture} alt="" className="absolute inset-0 size-full object-contain" />
      <p className="absolute bottom-2 left-2 rounded bg-black/70 px-1.5 text-xs text-white">
        <Moment time={frame.time} short />
      </p>
      <span
        className="absolute bottom-0 left-0 h-1 bg-stalled"
        style={{ width: `${((place + 1) / frames.length) * 100}%` }}
      />
    </div>
  );
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
