"use client";

import { Age } from "#components/time/age.tsx";
import { useTileState } from "#components/time/clock.ts";
import type { Fault } from "#lib/model/frame.ts";
import type { State } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";

const WORDS: Record<State, string> = { live: "Live", stalled: "Stalled", offline: "Offline" };
const COLOURS: Record<State, string> = {
  live: "text-live",
  stalled: "text-stalled",
  offline: "text-offline",
};

export const STATUS_LOOK =
  "flex shrink-0 items-baseline gap-2 text-sm whitespace-nowrap text-quiet @max-sm:overflow-hidden @max-[12rem]:gap-1.5 @max-[12rem]:text-xs";

/** The state of a tile in words. */
export function useStateWord(tile: WallTile): string {
  const state = useTileState(tile);
  return tile.ended ? "Ended" : WORDS[state];
}

export function Faults({ of }: { of: readonly Fault[] }) {
  return of.map((fault) => (
    <span key={fault} className="font-medium text-stalled capitalize">
      {fault}
    </span>
  ));
}

/** The state of a tile, the faults of its picture, and its age if it is known. */
export function TileStatus({ tile }: { tile: WallTile }) {
  const state = useTileState(tile);
  return (
    <p data-state={state} className={STATUS_LOOK}>
      <Faults of={tile.faults} />
      {/* In a narrow tile, a fault implies that the feed is live. */}
      <span
        className={`flex items-baseline gap-1.5 font-medium ${COLOURS[state]} ${state === "live" && tile.faults.length > 0 ? "@max-[12rem]:sr-only" : ""}`}
      >
        <span
          aria-hidden
          className={`size-2 self-center rounded-full bg-current forced-colors:bg-[CanvasText] ${state === "live" ? "" : "opacity-70"}`}
        />
        {useStateWord(tile)}
      </span>
      {tile.seen !== null && <Age of={tile.seen} />}
    </p>
  );
}
