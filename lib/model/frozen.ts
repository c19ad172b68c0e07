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
 * Marks the frames that show a frozen picture and came before the first mark.
 *
 * @returns the frames in the same order, each with the time since when it was frozen; null if it was not
 */
export function markFrozen<T extends FaultyFrame>(newestFirst: readonly T[], frozenAfterMs: number) {
  /** By feed: since when the picture of the frames before was still, and the time of the next frame. */
  const feeds = new Map<string, { readonly from: number; readonly next: number }>();
  return newestFirst.map((frame): readonly [frame: T, from: number | null] => {
    const { feed, time, faults } = frame;
    const { from, next } = feeds.get(feed) ?? { from: Infinity, next: Infinity };
    const isMarked = faults.includes("frozen");
    feeds.set(feed, { from: isMarked ? frozenFrom(time, frozenAfterMs) : from, next: time });
    if (isMarked) return [frame, time];
    // In a black picture, nothing could move.
    if (from >= next || faults.includes("black")) return [frame, null];
    return [{ ...frame, faults: ["frozen", ...faults] }, Math.max(time, from)];
  });
}
