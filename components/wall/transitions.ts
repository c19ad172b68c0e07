import { useMemo } from "react";
import { useClock } from "#components/time/clock.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { MAX_ALARM_AGE_MS } from "./alarm.ts";

/**
 * The time of the last state transition of the tiles: all states at that time are the states now. A component renders only
 * when a state changes.
 */
export function useLastTransition(tiles: readonly WallTile[]): number {
  const transitions = useMemo(() => listTransitions(tiles), [tiles]);
  return useClock((_now, asOf) => findLastTransition(transitions, asOf));
}

/** The times, ms since 1970 and in order, at which tiles change their state or alarm if no more pictures come. */
export function listTransitions(tiles: readonly WallTile[]): Float64Array {
  const transitions = tiles.flatMap(({ ended, seen }) =>
    ended || seen === null ? [] : [seen + LIVE_MS + 1, seen + STALLED_MS + 1, seen + MAX_ALARM_AGE_MS + 1],
  );
  return new Float64Array(transitions).sort();
}

/** The last transition until now, or 0. It is a binary search, since it runs every second for thousands of tiles. */
export function findLastTransition(transitions: Float64Array, now: number): number {
  let [low, high] = [0, transitions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((transitions[middle] ?? Infinity) <= now) low = middle + 1;
    else high = middle;
  }
  return transitions[low - 1] ?? 0;
}
