import { useClock } from "#components/time/clock.ts";
import { LOST_MS } from "#lib/model/section.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";

/** The ages, in ms, from which a tile has another state or alarm. */
const AGES = [LIVE_MS + 1, STALLED_MS + 1, LOST_MS + 1];

/** The last state transition until now. A component renders only when a state changes. */
export function useLastTransition(tiles: readonly WallTile[]): number {
  return useClock((_now, asOf) => findLastTransition(tiles, asOf));
}

/** The time of the last state transition of the tiles, or 0: all states at that time are the states now. */
export function findLastTransition(tiles: readonly WallTile[], now: number): number {
  let last = 0;
  for (const { ended, seen } of tiles) {
    if (ended || seen === null) continue;
    for (const age of AGES) if (seen + age <= now && seen + age > last) last = seen + age;
  }
  return last;
}
