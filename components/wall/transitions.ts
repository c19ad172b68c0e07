import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { NEWS_MS } from "./alarm.ts";

/** The moments at which states of tiles change, or what is said of them, if no more pictures come, earliest first, in ms since 1970. */
export function turnsOf(tiles: readonly WallTile[]): Float64Array {
  const turns = new Float64Array(
    tiles.flatMap(({ ended, seen }) =>
      ended || seen === null ? [] : [seen + LIVE_MS + 1, seen + STALLED_MS + 1, seen + NEWS_MS + 1],
    ),
  );
  return turns.sort();
}

/**
 * The newest turn that has come, or 0: all states at that moment are the states now. It takes a handful of comparisons
 * a second, however many tiles there are, and changes only when a state does.
 */
export function lastTurn(turns: Float64Array, now: number): number {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((turns[middle] ?? Infinity) <= now) low = middle + 1;
    else high = middle;
  }
  return turns[low - 1] ?? 0;
}
