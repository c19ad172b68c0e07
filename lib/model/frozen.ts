import type { Fault } from "./frame.ts";

/**
 * When a picture became still, ms since 1970. A frame is marked as frozen once its picture has been the same for some time,
 * so the fault began that long before the mark.
 *
 * @param marked the time of the first frame with the mark
 */
export function frozenFrom(marked: number, frozenAfterMs: number): number {
  return marked - frozenAfterMs;
}

/** A frame, as far as its faults go. */
type FaultyFrame = { readonly feed: string; readonly time: number; readonly faults: readonly Fault[] };

/**
 * Since when each frame shows a frozen picture, ms since 1970: those before the first mark, too.
 *
 * @returns for each frame, in the same order; null for one that is not frozen
 */
export function findFrozen(newestFirst: readonly FaultyFrame[], frozenAfterMs: number): (number | null)[] {
  /** By feed: since when the picture of the frames before was still, and the time of the next frame. */
  const feeds = new Map<string, { readonly from: number; readonly next: number }>();
  return newestFirst.map(({ feed, time, faults }) => {
    const { from, next } = feeds.get(feed) ?? { from: Infinity, next: Infinity };
    const isMarked = faults.includes("frozen");
    feeds.set(feed, { from: isMarked ? frozenFrom(time, frozenAfterMs) : from, next: time });
    if (isMarked) return time;
    // In a black picture, nothing could move.
    return from >= next || faults.includes("black") ? null : Math.max(time, from);
  });
}
