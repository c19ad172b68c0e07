"use client";

import { memo, startTransition, useEffect, useRef, useState } from "react";
import { sightWithin } from "./in-sight.ts";
import type { Personal } from "./personal.ts";
import type { TileComponent } from "./tile.tsx";
import type { Shown } from "./view.ts";

type ChunkProps = {
  /** What a tile is drawn by. */
  readonly as: TileComponent;
  readonly shown: readonly Shown[];
  readonly personal: Personal;
  /** The classes that make it a grid. */
  readonly grid: string;
  readonly isFirst: boolean;
  /** In px; null while it is not known. */
  readonly height: number | null;
};

const watchNear = sightWithin("100% 0px");

/** About a screenful: these pictures are asked for at once, the others as they come near. */
const EAGER = 12;

/**
 * Some rows of the wall. They are whole while they are within a screen's height of the screen; further away the browser
 * skips their layout and paint, and they hold only names.
 */
export const Chunk = memo(function Chunk(props: ChunkProps) {
  const { as: Tile, shown, personal, grid, isFirst, height } = props;
  const element = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(isFirst);
  useEffect(() => {
    if (element.current === null) return;
    // A transition: tiles are drawn a few at a time, so that scrolling never waits.
    return watchNear(element.current, (near) => startTransition(() => setIsNear(near)));
  }, []);
  return (
    <div
      ref={element}
      role="none"
      className={`grid gap-3 sm:gap-4 ${grid} ${height === null ? "" : "[content-visibility:auto]"}`}
      style={height === null ? undefined : { containIntrinsicBlockSize: `${height}px` }}
    >
      {shown.map(({ tile, sources }, position) => (
        <Tile
          key={tile.id}
          tile={tile}
          sources={sources}
          isNear={isNear}
          isFirst={isFirst && position < EAGER}
          isFavourite={personal.favourites.has(tile.id)}
          isHidden={personal.hidden.has(tile.id)}
        />
      ))}
    </div>
  );
}, isUnchanged);

function isUnchanged(before: ChunkProps, after: ChunkProps): boolean {
  return (
    before.as === after.as &&
    before.personal === after.personal &&
    before.grid === after.grid &&
    before.isFirst === after.isFirst &&
    before.height === after.height &&
    before.shown.length === after.shown.length &&
    before.shown.every((one, position) => {
      const other = after.shown[position];
      return one.tile === other?.tile && one.sources === other.sources;
    })
  );
}
