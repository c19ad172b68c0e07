"use client";

import { useClock } from "./clock.ts";

/** How long ago something was, ticking. */
export function Age({ of }: { of: number }) {
  return <span className="tabular-nums">{useClock((now) => describeAge(now - of))}</span>;
}

/** An age in the largest unit that fits, in English: "12 s ago", "3 min ago", "2 h ago", "5 d ago". */
export function describeAge(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 1) return "now";
  if (seconds < 100) return `${seconds} s ago`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}
