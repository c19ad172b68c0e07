import type { Span } from "./coverage.ts";

/** The longest stretch that is told at once: three LISTs of eight hours. */
export const LONGEST_MS = 24 * 3_600_000;
/** What is asked for begins and ends on this grid, so that viewers share answers. */
export const GRID_MS = 30_000;
/** Frames may still come for moments as recent as these: the receiver takes them when they are ten minutes late. */
const LATE_MS = 15 * 60_000;

/**
 * The stretches to ask for one by one. A day or less is one. What is longer is cut at midnight (UTC), wherever it begins,
 * so that the days of it that are over are the same whoever asks, and need not be asked for again.
 */
export function stretchesOf([from, to]: Span): Span[] {
  if (to - from <= LONGEST_MS) return [[from, to]];
  const days: [number, number][] = [];
  for (let start = from - (from % LONGEST_MS); start < to; start += LONGEST_MS) {
    days.push([start, Math.min(start + LONGEST_MS, to)]);
  }
  return days;
}

/** Whether what was on until then is known for good, but for what expires and what a spool still delivers. */
export function isSettled(to: number, now: number): boolean {
  return to <= now - LATE_MS;
}
