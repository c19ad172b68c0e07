"use client";

import { useClock } from "#components/clock/clock.ts";
import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

/** How many tiles are live, how many are not, and how many show nothing that moves. */
export function Summary({ tiles }: { tiles: readonly WallTile[] }) {
  const text = useClock((now) => {
    const counts: Record<State | WallTile["faults"][number], number> = {
      live: 0,
      stalled: 0,
      offline: 0,
      black: 0,
      frozen: 0,
    };
    for (const tile of tiles) {
      const state = stateOf(tile, now);
      counts[state] += 1;
      // Of a feed that is gone, the last picture tells nothing.
      if (state === "live") for (const fault of tile.faults) counts[fault] += 1;
    }
    return Object.entries(counts)
      .filter(([state, count]) => count > 0 || state === "live")
      .map(([state, count]) => `${count} ${state}`)
      .join(" · ");
  });
  return <p className="text-quiet tabular-nums">{text}</p>;
}
