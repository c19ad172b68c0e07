"use client";

import { memo } from "react";
import { Age } from "#components/clock/age.tsx";
import { useClock } from "#components/clock/clock.ts";
import { feedAddress } from "#lib/history/address.ts";
import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";
import { Picture } from "./picture.tsx";
import { TileActions } from "./tile-actions.tsx";
import { viewAddress, parseView } from "./view.ts";

type TileProps = {
  readonly tile: WallTile;
  /** How many sources of the stream it stands for. */
  readonly sources: number;
  /** Whether it is on the screen or close to it; else it is a place with a name. */
  readonly isNear: boolean;
  readonly isFirst: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
};

/**
 * A tile. Away from the screen it has only what keyboards, screen readers and the browser's own search need, in the
 * same size and with the same link, so that neither the page nor the focus moves when the rest comes and goes.
 */
export const Tile = memo(function Tile(props: TileProps) {
  const { tile, sources, isNear, isFirst } = props;
  const isWhole = sources > 1;
  const source = isWhole ? null : tile.source;
  return (
    <div
      role="listitem"
      data-tile={tile.id}
      className="group @container relative overflow-hidden rounded-xl border border-edge bg-card shadow-xs has-data-[state=stalled]:border-stalled"
    >
      <article aria-label={source === null ? tile.name : `${tile.name}, ${source}`}>
        {isNear ? <TilePicture tile={tile} isFirst={isFirst} /> : <div className="aspect-video bg-screen" />}
        <div className="flex items-baseline gap-x-3 px-3.5 py-2.5 @max-2xs:min-h-16 @max-2xs:flex-col @max-2xs:items-stretch @max-2xs:px-2.5 @max-2xs:py-2">
          <h2 className="min-w-0 flex-1 truncate font-medium" title={tile.stream}>
            <a
              href={feedAddress(tile.stream, source === null ? null : tile.feed, null)}
              className="after:absolute after:inset-0 hover:underline focus-visible:after:rounded-xl focus-visible:after:outline-3 focus-visible:after:-outline-offset-3 focus-visible:after:outline-accent"
            >
              {tile.name}
            </a>
            {source !== null && <span className="ml-2 text-sm font-normal text-quiet">{source}</span>}
            {isWhole && (
              <a
                href={viewAddress({ ...parseView(new URLSearchParams()), q: tile.stream })}
                className="relative ml-2 text-sm font-normal text-accent underline"
              >
                {sources} sources
              </a>
            )}
          </h2>
          {isNear && <TileStatus tile={tile} />}
        </div>
        {isNear && (
          <TileActions
            id={tile.id}
            name={tile.name}
            isFavourite={props.isFavourite}
            isHidden={props.isHidden}
          />
        )}
      </article>
    </div>
  );
}, looksTheSame);

/** From afar, a new picture changes nothing. */
function looksTheSame(before: TileProps, after: TileProps): boolean {
  const [a, b] = [before.tile, after.tile];
  return (
    before.isNear === after.isNear &&
    before.isFirst === after.isFirst &&
    before.isFavourite === after.isFavourite &&
    before.isHidden === after.isHidden &&
    before.sources === after.sources &&
    (a === b ||
      (!after.isNear && a.id === b.id && a.stream === b.stream && a.source === b.source && a.feed === b.feed))
  );
}

function TilePicture({ tile, isFirst }: { tile: WallTile; isFirst: boolean }) {
  const isOffline = useClock((now) => stateOf(tile, now) === "offline");
  return (
    <Picture
      src={tile.picture}
      version={`${tile.feed}/${tile.time}`}
      alt={`${tile.name}, newest preview`}
      isFirst={isFirst}
      isFaded={isOffline}
    />
  );
}

const BADGES: Record<State, { word: string; className: string }> = {
  live: { word: "Live", className: "text-live" },
  stalled: { word: "Stalled", className: "text-stalled" },
  offline: { word: "Offline", className: "text-offline" },
};

function TileStatus({ tile }: { tile: WallTile }) {
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
