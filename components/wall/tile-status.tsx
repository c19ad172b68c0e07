"use client";

import { Age } from "#components/clock/age.tsx";
import { useClock } from "#components/clock/clock.ts";
import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

const BADGES: Record<State, { word: string; className: string }> = {
  live: { word: "Live", className: "text-live" },
  stalled: { word: "Stalled", className: "text-stalled" },
  offline: { word: "Offline", className: "text-offline" },
};

/** Whether a feed is live, what is wrong with its picture, and how old that is. */
export function TileStatus({ tile }: { tile: WallTile }) {
  const state = useClock((now) => stateOf(tile, now));
  const { word, className } = BADGES[state];
  return (
    <p
      data-state={state}
      className="flex shrink-0 items-baseline gap-2 text-sm whitespace-nowrap text-quiet @max-2xs:overflow-hidden"
    >
      {tile.faults.map((fault) => (
        <span key={fault} className="font-medium text-stalled capitalize">
          {fault}
        </span>
      ))}
      <span className={`flex items-baseline gap-1.5 font-medium ${className}`}>
        <span
          aria-hidden
          className={`size-2 self-center rounded-full bg-current ${state === "live" ? "" : "opacity-70"}`}
        />
        {word}
      </span>
      <Age of={tile.seen} />
    </p>
  );
}
