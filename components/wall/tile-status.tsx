"use client";

import { Age } from "#components/clock/age.tsx";
import { useClock } from "#components/clock/clock.ts";
import { stateOf, type State } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";

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
      className="flex shrink-0 items-baseline gap-2 text-sm whitespace-nowrap text-quiet @max-sm:overflow-hidden @max-[12rem]:gap-1.5 @max-[12rem]:text-xs"
    >
      {tile.faults.map((fault) => (
        <span key={fault} className="font-medium text-stalled capitalize">
          {fault}
        </span>
      ))}
      {/* Where room is short, what is wrong with a live feed says enough. */}
      <span
        className={`flex items-baseline gap-1.5 font-medium ${className} ${state === "live" && tile.faults.length > 0 ? "@max-[12rem]:sr-only" : ""}`}
      >
        <span
          aria-hidden
          className={`size-2 self-center rounded-full bg-current forced-colors:bg-[CanvasText] ${state === "live" ? "" : "opacity-70"}`}
        />
        {word}
      </span>
      <Age of={tile.seen} />
    </p>
  );
}
