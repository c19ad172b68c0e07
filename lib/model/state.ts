import type { Feed } from "./feed.ts";

export type State = "live" | "stalled" | "offline";

/** Two and a half of the provider's 30 s: one frame may be late, two may not. */
export const LIVE_MS = 75_000;
export const STALLED_MS = 5 * 60_000;

/** A frame that is further than this ahead of its arrival has a clock that cannot be believed. */
const CLOCK_WINDOW_MS = 10 * 60_000;

/**
 * When a feed was last seen alive: its frame's own time, or its arrival where that time is not credible. One that arrived
 * long after it was made is: a spool or an import brought it.
 */
export function lastSeen({ newest }: Pick<Feed, "newest">): number | null {
  if (newest === null) return null;
  const { fact, arrived } = newest;
  return fact.time - arrived > CLOCK_WINDOW_MS ? arrived : fact.time;
}

/** A feed is offline as soon as it is known to have ended; a frame made later brings it back. */
export function stateOf(feed: { readonly seen: number; readonly ended: boolean }, now: number): State {
  const age = now - feed.seen;
  if (feed.ended || age > STALLED_MS) return "offline";
  return age > LIVE_MS ? "stalled" : "live";
}
