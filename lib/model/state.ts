import type { Fault } from "./frame.ts";
import type { BareTile } from "./wall.ts";

export type State = "live" | "stalled" | "offline";

/** Two and a half of the provider's 30 s: one frame may be late, two may not. */
export const LIVE_MS = 75_000;
export const STALLED_MS = 5 * 60_000;

/**
 * A feed is offline as soon as it is known to have ended; a frame made later brings it back.
 *
 * @param feed when it was last seen, ms since 1970; null for a stream of which only the name is known
 */
export function toState(feed: { readonly seen: number | null; readonly ended: boolean }, now: number): State {
  if (feed.seen === null || feed.ended) return "offline";
  const age = now - feed.seen;
  if (age > STALLED_MS) return "offline";
  return age > LIVE_MS ? "stalled" : "live";
}

export type Counts = Readonly<Record<State | Fault, number>>;

/** Counts the tiles in each state, and the live ones with a fault. */
export function countStates(tiles: readonly BareTile[], now: number): Counts {
  const counts = { live: 0, stalled: 0, offline: 0, black: 0, frozen: 0, damaged: 0 };
  for (const tile of tiles) {
    const state = toState(tile, now);
    counts[state] += 1;
    // The last picture of a feed that is gone tells nothing.
    if (state === "live") for (const fault of tile.faults) counts[fault] += 1;
  }
  return counts;
}
