"use client";

import { useClock } from "#components/clock/clock.ts";
import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

/** How many tiles are live, and how many are not. */
export function Summary({ tiles }: { tiles: readonly WallTile[] }) {
  const text = useClock((now) => {
    const counts: Record<State, number> = { live: 0, stalled: 0, offline: 0 };
    for (const tile of tiles) counts[stateOf(tile, now)] += 1;
    return Object.entries(counts)
      .filter(([state, count]) => count > 0 || state === "live")
      .map(([state, count]) => `${count} ${state}`)
      .join(" · ");
  });
  return <p className="text-quiet tabular-nums">{text}</p>;
}
