import type { PastFrame } from "./past.ts";
import { LIVE_MS, STALLED_MS } from "./state.ts";

/** A frame of a stream's history as its page shows it. */
export type HistoryFrame = Pick<PastFrame, "feed" | "time" | "source" | "faults"> & {
  /** Presigned; of a bare frame, the original. */
  readonly preview: string;
  /** Presigned; null if it has expired, and for the frames around the moment. */
  readonly original: string | null;
  /** Of the original, in pixels. */
  readonly width: number;
  readonly height: number;
};

/** A moment of a stream. */
export type HistoryPage = {
  readonly shown: HistoryFrame | null;
  /** The presigned address that saves the original of the shown frame. */
  readonly download: string | null;
  readonly around: readonly HistoryFrame[];
  /** When the first of all these URLs ends, ms since 1970; null where there are none. */
  readonly until: number | null;
};

/**
 * The frames to step to, back and forth. They are of other times: a moment's address shows one frame, whatever else its
 * stream sent in the same millisecond.
 *
 * @param around oldest first
 */
export function findSteps<T extends { readonly time: number }>(around: readonly T[], shown: T | null) {
  const time = shown?.time ?? -Infinity;
  return {
    earlier: around.filter((frame) => frame.time < time).at(-1),
    later: around.find((frame) => frame.time > time),
  };
}

/** The usual time between two frames of a feed, ms in whole seconds; null if too few tell. @param around oldest first */
export function findPace(around: readonly TimedFrame[]): number | null {
  const last = new Map<string, number>();
  const gaps: number[] = [];
  for (const { feed, time } of around) {
    gaps.push(time - (last.get(feed) ?? -Infinity));
    last.set(feed, time);
  }
  const regular = gaps.filter((gap) => gap > 0 && gap <= LIVE_MS).sort((a, b) => a - b);
  const median = regular[Math.floor(regular.length / 2)] ?? 0;
  return regular.length < 2 ? null : Math.max(1, Math.round(median / 1_000)) * 1_000;
}

/** A frame of a stream, as far as choosing among them goes. */
export type TimedFrame = { readonly feed: string; readonly time: number };

/**
 * The frames that a stream showed at a moment: of each feed that was on, the newest one that is not after it. A feed counts
 * as on for as long after a frame as the live wall does not call it offline.
 *
 * @param newestFirst frames of one stream
 * @param maxAgeMs on the wall, a feed that has just been lost shows its last picture
 */
export function shownAt<T extends TimedFrame>(
  newestFirst: readonly T[],
  moment: number,
  maxAgeMs = STALLED_MS,
): T[] {
  const shown = new Map<string, T>();
  for (const frame of newestFirst) {
    if (frame.time <= moment - maxAgeMs) break;
    if (frame.time <= moment && !shown.has(frame.feed)) shown.set(frame.feed, frame);
  }
  return [...shown.values()];
}
