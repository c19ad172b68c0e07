"use client";

import { useClock } from "./clock.ts";
import { useNumbers } from "./numbers.ts";

/** A ticking age. */
export function Age({ of }: { of: number }) {
  const write = useNumbers();
  return <span className="tabular-nums">{useClock((now) => formatAge(now - of, write))}</span>;
}

/**
 * An age in the largest unit that fits: "12 s ago", "3 min ago", "2 h ago", "5 d ago". The words stay English, as all of
 * the page; only the number is in the reader's locale.
 */
export function formatAge(ms: number, write: (count: number) => string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 1) return "now";
  if (seconds < 100) return `${write(seconds)} s ago`;
  if (seconds < 90 * 60) return `${write(Math.round(seconds / 60))} min ago`;
  if (seconds < 48 * 3600) return `${write(Math.round(seconds / 3600))} h ago`;
  return `${write(Math.round(seconds / 86_400))} d ago`;
}
