"use client";

import { memo, startTransition, useEffect, useRef, useState } from "react";
import { toShownAccount } from "#lib/model/accounts.ts";
import type { Shown } from "./filters.ts";
import type { Personal } from "./personal.ts";
import type { TileComponent } from "./tile.tsx";
import { observeVisibility } from "./visibility.ts";

/** What all chunks of a wall have in common. */
export type Drawing = {
  /** Draws a tile. */
  readonly as: TileComponent;
  readonly personal: Personal;
  /** The names that need the account beside them. */
  readonly sharedNames: ReadonlySet<string>;
};

type ChunkProps = Drawing & {
  readonly shown: readonly Shown[];
  /** The first ones of a section are complete at once. */
  readonly isFirst: boolean;
  /** The number of tiles whose pictures load at once, the others near the screen. */
  readonly eager: number;
  /** In px; null while it is not known. */
  readonly height: number | null;
};

const observeNear = observeVisibility("100% 0px");

/**
 * Some rows of the wall. They are complete within a screen's height of the screen. Further away, the browser skips their
 * layout and paint, and tiles have only names.
 */
export const Chunk = memo(function Chunk(props: ChunkProps) {
  const { as: Tile, shown, personal, sharedNames, isFirst, eager, height } = props;
  const element = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(isFirst);
  useEffect(() => {
    if (element.current === null) return;
    // A transition draws a few tiles at a time, so that scrolling never waits.
    return observeNear(element.current, (near) => startTransition(() => setIsNear(near)));
  }, []);
  return (
    <div
      ref={element}
      role="none"
      className={`wall-grid ${height === null ? "" : "[content-visibility:auto]"}`}
      style={height === null ? undefined : { containIntrinsicBlockSize: `${height}px` }}
    >
      {shown.map(({ tile, sources }, position) => (
        <Tile
          key={tile.id}
          tile={tile}
          sources={sources}
          account={toShownAccount(tile, sharedNames)}
          isNear={isNear}
          isEager={position < eager}
          isFavourite={personal.favourites.has(tile.id)}
          isHidden={personal.hidden.has(tile.id)}
        />
      ))}
    </div>
  );
}, isUnchanged);

function isUnchanged({ shown: before, ...rest }: ChunkProps, { shown: after, ...others }: ChunkProps) {
  const names = Object.keys(rest) as (keyof typeof rest)[];
  return (
    names.every((name) => rest[name] === others[name]) &&
    before.length === after.length &&
    before.every(({ tile, sources }, n) => tile === after[n]?.tile && sources === after[n].sources)
  );
}
