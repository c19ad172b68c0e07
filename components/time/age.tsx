"use client";

import { stateTime } from "#lib/model/wall.ts";
import { useClock } from "./clock.ts";
import { useNumbers } from "./numbers.ts";

type AgeProps = {
  /** ms since 1970 */
  of: number;
  /** Of a state, which an outage stops: as old as it was by the last data. */
  isState?: boolean;
};

/** A ticking age. */
export function Age({ of, isState = false }: AgeProps) {
  const write = useNumbers();
  const text = useClock((now, asOf) => formatAge((isState ? stateTime({ now, asOf }) : now) - of, write));
  return <span className="tabular-nums">{text}</span>;
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
