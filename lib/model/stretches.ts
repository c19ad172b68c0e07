import type { Span } from "./coverage.ts";

const HOUR_MS = 3_600_000;

/** The longest stretch that is told exactly: three LISTs for each feed that sent all of it. */
const MAX_EXACT_MS = 24 * HOUR_MS;
/** The longest stretch that is told, by hours: two LISTs. */
export const MAX_MS = 31 * 24 * HOUR_MS;
/** An exact stretch begins and ends on this grid, a longer one at full hours, so that viewers share answers. */
const GRID_MS = 30_000;
/** Frames may still come for moments as recent as these: the receiver takes them when they are ten minutes late. */
const LATE_MS = 15 * 60_000;

/** Whether a stretch is told exactly, or by hours. */
export function isExact([from, to]: Span): boolean {
  return to - from <= MAX_EXACT_MS;
}

/** The stretch to ask for: the same, or rounded out to full hours, and then no longer than what is told. */
export function stretchToAsk([from, to]: Span): Span {
  if (isExact([from, to])) return [from, to];
  const end = Math.ceil(to / HOUR_MS) * HOUR_MS;
  return [Math.max(Math.floor(from / HOUR_MS) * HOUR_MS, end - MAX_MS), end];
}

/** Whether a stretch can be asked for. */
export function isStretch([from, to]: Span): boolean {
  const grid = isExact([from, to]) ? GRID_MS : HOUR_MS;
  return from < to && to - from <= MAX_MS && from % grid === 0 && to % grid === 0;
}

/** Whether what was on until then is known for good, but for what expires and what a spool still delivers. */
export function isSettled(to: number, now: number): boolean {
  return to <= now - LATE_MS;
}
