import { useEffect, useEffectEvent, useReducer, useState } from "react";
import { serverNow } from "#components/time/clock.ts";
import { latestMoment, SPEEDS, toMoment, type Speed } from "./moments.ts";
import { reducePlayback, startPlayback } from "./playback.ts";
import type { PastReader } from "./stream-reader.ts";

/** While playing, reads this far ahead: so many moments at least, and those of six minutes. */
const MIN_AHEAD = 3;
const AHEAD_MS = 6 * 60_000;
/** Loads the pictures of the next moments before they are shown. */
const PRELOADED = 3;

/**
 * The state of a timeline and its controls.
 *
 * @param here the address of the page
 * @param pageMoment the page's own moment
 * @param isChosen begins as if the viewer had just chosen that moment
 */
export function usePlayback(here: string, pageMoment: number, isChosen = false) {
  const [speed, setSpeed] = useState<Speed>(SPEEDS[1]);
  const [playback, dispatch] = useReducer(reducePlayback, here, () =>
    startPlayback(here, isChosen ? pageMoment : null),
  );
  if (playback.here !== here) dispatch({ type: "arrive", here });
  const { state } = playback;
  const moment = playback.moment ?? pageMoment;
  return {
    state,
    moment,
    isPlaying: state === "playing",
    speed,
    setSpeed,
    dispatch,
    move: (time: number) => dispatch({ type: "move", moment: toMoment(time, serverNow()) }),
    toggle: () => dispatch({ type: "toggle", moment }),
  };
}

export type PlaybackControls = ReturnType<typeof usePlayback>;

/**
 * Reads the moment of the timeline, and plays on from it.
 *
 * @param reader null until its code is loaded
 * @param skip finds the next moment worth playing
 */
export function usePlaying(
  { moment, isPlaying, speed: { stepMs, everyMs }, dispatch }: PlaybackControls,
  reader: PastReader | null,
  skip?: (moment: number) => number,
): void {
  const advance = useEffectEvent((next: number) => {
    dispatch({ type: "advance", moment: toMoment(skip?.(next) ?? next, serverNow()) });
  });
  useEffect(() => {
    let latest = 0;
    const look = () => {
      latest = latestMoment(serverNow());
      const count = isPlaying ? Math.max(MIN_AHEAD, AHEAD_MS / stepMs) : 1;
      reader?.look({ at: moment, stepMs, count, latest });
    };
    look();
    if (!isPlaying) return;
    for (let ahead = 1; ahead <= PRELOADED; ahead += 1) {
      for (const { picture } of reader?.picturesAt(moment + ahead * stepMs) ?? []) new Image().src = picture;
    }
    const timer = setInterval(() => {
      const next = toMoment(moment + stepMs, serverNow());
      if (next <= moment) dispatch({ type: "end" });
      // The last step is a shorter one, which is not read ahead.
      else if (next < moment + stepMs || reader?.isReady(next)) advance(next);
      // It did not exist when the others were requested.
      else if (next > latest) look();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reader, isPlaying, moment, stepMs, everyMs, dispatch]);
}

type FollowParts = {
  readonly here: string;
  readonly toAddress: (moment: number) => string;
  /** Sends the page to a moment. */
  readonly onFollow: (moment: number) => void;
  readonly afterMs: number;
};

/** Lets the page follow once the timeline has rested for a while. */
export function useFollow({ state, moment, dispatch }: PlaybackControls, parts: FollowParts): void {
  const { here, afterMs } = parts;
  const follow = useEffectEvent(() => {
    const to = parts.toAddress(moment);
    dispatch({ type: "follow", to });
    if (to !== here) parts.onFollow(moment);
  });
  useEffect(() => {
    if (state !== "paused") return;
    const timer = setTimeout(() => follow(), afterMs);
    return () => clearTimeout(timer);
  }, [state, moment, here, afterMs]);
}
