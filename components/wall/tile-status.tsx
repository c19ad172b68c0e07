"use client";

import { Age } from "#components/time/age.tsx";
import { useTileState } from "#components/time/clock.ts";
import type { Fault } from "#lib/model/frame.ts";
import type { State } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";

export const BADGES: Record<State, { word: string; className: string }> = {
  live: { word: "Live", className: "text-live" },
  stalled: { word: "Stalled", className: "text-stalled" },
  offline: { word: "Offline", className: "text-offline" },
};

export const STATUS_LOOK =
  "flex shrink-0 items-baseline gap-2 text-sm whitespace-nowrap text-quiet @max-sm:overflow-hidden @max-[12rem]:gap-1.5 @max-[12rem]:text-xs";

/** What is wrong with a picture, in words. */
export function Faults({ of }: { of: readonly Fault[] }) {
  return of.map((fault) => (
    <span key={fault} className="font-medium text-stalled capitalize">
      {fault}
    </span>
  ));
}

/** The state of a tile, the faults of its picture, and the age of that where it is known. */
export function TileStatus({ tile }: { tile: WallTile }) {
  const state = useTileState(tile);
  const { word, className } = BADGES[state];
  return (
    <p data-state={state} className={STATUS_LOOK}>
      <Faults of={tile.faults} />
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
      {tile.seen !== null && <Age of={tile.seen} />}
    </p>
  );
}
