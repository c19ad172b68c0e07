import { useEffect, useState, useSyncExternalStore } from "react";
import { latestMoment, toMoment } from "#components/playback/moments.ts";
import type { PastReader } from "#components/playback/stream-reader.ts";
import { useFollow, usePlayback, usePlaying } from "#components/playback/use-playback.ts";
import { useClock } from "#components/time/clock.ts";
import type { Compared } from "#lib/model/compare-address.ts";
import { isSelected } from "#lib/model/selection.ts";
import type { PastFrame } from "#lib/model/past.ts";

const FOLLOW_MS = 1_200;
const never = () => () => undefined;

export type Comparison = ReturnType<typeof useHistory>;

/**
 * The moment that all compared streams show, and their frames then.
 *
 * @param at the moment of the address, ms since 1970; null for now
 * @param onGo writes a moment into the address: a jump adds an entry to the tab's history
 */
export function useHistory(
  tiles: readonly Compared[],
  at: number | null,
  onGo: (at: number | null, kind: "push" | "replace") => void,
) {
  const latest = useClock(latestMoment);
  const here = String(at);
  const playback = usePlayback(here, at === null ? latest : toMoment(at, latest), at !== null);
  const { moment, state, dispatch } = playback;
  const isLive = at === null && state === "idle";
  const reader = useReader(tiles, !isLive);
  usePlaying(playback, reader);
  const onFollow = (time: number) => onGo(time, "replace");
  useFollow(playback, { here, toAddress: String, onFollow, afterMs: FOLLOW_MS });
  // A value that changes whenever the moment has been read, even if it has no frame.
  useSyncExternalStore(
    reader?.subscribe ?? never,
    () =>
      JSON.stringify(
        tiles.map(({ stream }) => reader?.shown(stream, moment)?.map(({ picture }) => picture) ?? null),
      ),
    () => "",
  );
  /** Null where there is none, undefined until it is read. */
  const findFrame = (tile: Compared): PastFrame | null | undefined => {
    const frames = reader?.shown(tile.stream, moment);
    return frames && (frames.find((frame) => isSelected(frame, tile)) ?? null);
  };
  return {
    playback,
    latest,
    reader,
    /** Null for now. */
    moment: isLive ? null : moment,
    findFrame,
    go: (time: number) => {
      const next = toMoment(time, latest);
      playback.move(next);
      dispatch({ type: "follow", to: String(next) });
      onGo(next, "push");
    },
    goLive: () => {
      dispatch({ type: "arrive", here: "null" });
      if (at !== null) onGo(null, "push");
    },
  };
}

/** A reader that watches the streams outside the present. Its code is loaded at the first move. */
function useReader(tiles: readonly Compared[], isPast: boolean): PastReader | null {
  const [reader, setReader] = useState<PastReader | null>(null);
  useEffect(() => {
    if (!isPast || reader !== null) return;
    import("./reader.ts").then(
      ({ createCompareReader }) => setReader(createCompareReader()),
      () => undefined,
    );
  }, [isPast, reader]);
  useEffect(() => {
    if (!isPast || reader === null) return;
    const ends = tiles.map(({ stream }) => reader.watch(stream));
    return () => ends.forEach((end) => end());
  }, [isPast, reader, tiles]);
  return reader;
}
