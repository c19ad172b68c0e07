"use client";

import { useNumbers } from "./count.ts";
import { useClock } from "./clock.ts";

/** How long ago something was, ticking. */
export function Age({ of }: { of: number }) {
  const write = useNumbers();
  return <span className="tabular-nums">{useClock((now) => describeAge(now - of, write))}</span>;
}

/**
 * An age in the largest unit that fits: "12 s ago", "3 min ago", "2 h ago", "5 d ago". The words are those of the page: in
 * an English sentence, half of one in the reader's language would be harder to read, not easier.
 *
 * @param write writes the number
 */
export function describeAge(ms: number, write: (count: number) => string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 1) return "now";
  if (seconds < 100) return `${write(seconds)} s ago`;
  if (seconds < 90 * 60) return `${write(Math.round(seconds / 60))} min ago`;
  if (seconds < 48 * 3600) return `${write(Math.round(seconds / 3600))} h ago`;
  return `${write(Math.round(seconds / 86_400))} d ago`;
}
