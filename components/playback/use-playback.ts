import { useEffect, useState } from "react";
import { serverNow } from "#components/time/clock.ts";
import { latestMoment, momentOf, type Speed } from "./moments.ts";
import type { PastReader } from "./reader.ts";

type PlaybackParts = {
  readonly reader: PastReader;
  readonly speed: Speed;
  readonly moment: number;
  readonly onMove: (moment: number) => void;
};

/** How far ahead is asked for while the past is played: so many moments at least, and those of six minutes. */
const MIN_AHEAD = 3;
const AHEAD_MS = 6 * 60_000;
/** Whose pictures are loaded before they are shown. */
const PRELOADED = 3;

/** Moves the wall on, as soon as all that it would show is known, until it comes to now. */
export function usePlayback({ reader, speed, moment, onMove }: PlaybackParts) {
  const [isPlaying, setIsPlaying] = useState(false);
  const { stepMs, everyMs } = speed;
  useEffect(() => {
    let latest = 0;
    const look = () => {
      latest = latestMoment(serverNow());
      reader.look({
        at: moment,
        stepMs,
        count: isPlaying ? Math.max(MIN_AHEAD, AHEAD_MS / stepMs) : 1,
        latest,
      });
    };
    look();
    if (!isPlaying) return;
    for (let ahead = 1; ahead <= PRELOADED; ahead += 1) {
      for (const { picture } of reader.picturesAt(moment + ahead * stepMs)) new Image().src = picture;
    }
    const timer = setInterval(() => {
      const next = momentOf(moment + stepMs, serverNow());
      if (next <= moment) setIsPlaying(false);
      // The last step is a shorter one, which nobody has asked for.
      else if (next < moment + stepMs || reader.isReady(next)) onMove(next);
      // It was still to come when others were asked for.
      else if (next > latest) look();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reader, isPlaying, moment, stepMs, everyMs, onMove]);
  return { isPlaying, toggle: () => setIsPlaying((was) => !was) };
}
