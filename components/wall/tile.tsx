"use client";

import { memo } from "react";
import { Age } from "#components/clock/age.tsx";
import { useClock } from "#components/clock/clock.ts";
import { feedAddress } from "#lib/history/address.ts";
import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";
import { Picture } from "./picture.tsx";

export const Tile = memo(function Tile({ tile, isFirst }: { tile: WallTile; isFirst: boolean }) {
  const state = useClock((now) => stateOf(tile, now));
  return (
    <li
      data-testid="tile"
      data-state={state}
      className="relative overflow-hidden rounded-xl border border-edge bg-card shadow-xs data-[state=stalled]:border-stalled"
    >
      <article aria-label={tile.source === null ? tile.name : `${tile.name}, ${tile.source}`}>
        <Picture
          src={tile.picture}
          version={`${tile.feed}/${tile.time}`}
          alt={`${tile.name}, newest preview`}
          isFirst={isFirst}
          isFaded={state === "offline"}
        />
        <div className="flex items-baseline gap-x-3 px-3.5 py-2.5">
          <h2 className="min-w-0 flex-1 truncate font-medium" title={tile.stream}>
            <a
              href={feedAddress(tile.stream, tile.source === null ? null : tile.feed, null)}
              className="after:absolute after:inset-0 hover:underline focus-visible:after:rounded-xl focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {tile.name}
            </a>
            {tile.source !== null && (
              <span className="ml-2 text-sm font-normal text-quiet">{tile.source}</span>
            )}
          </h2>
          <p className="flex shrink-0 items-baseline gap-2 text-sm text-quiet">
            {tile.faults.map((fault) => (
              <span key={fault} className="font-medium text-stalled capitalize">
                {fault}
              </span>
            ))}
            <StateBadge state={state} />
            <Age of={tile.seen} />
          </p>
        </div>
      </article>
    </li>
  );
});

const BADGES: Record<State, { word: string; className: string }> = {
  live: { word: "Live", className: "text-live" },
  stalled: { word: "Stalled", className: "text-stalled" },
  offline: { word: "Offline", className: "text-offline" },
};

function StateBadge({ state }: { state: State }) {
  const { word, className } = BADGES[state];
  return (
    <span className={`flex items-baseline gap-1.5 font-medium ${className}`}>
      <span
        aria-hidden
        className={`size-2 self-center rounded-full bg-current ${state === "live" ? "" : "opacity-70"}`}
      />
      {word}
    </span>
  );
}
