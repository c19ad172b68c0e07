"use client";

import { memo, type ComponentType } from "react";
import type { WallTile } from "#lib/model/wall.ts";
import { TilePicture } from "./picture.tsx";
import { TileFrame } from "./tile-frame.tsx";
import { tileLabel } from "./tile-label.ts";
import { TileOverlay } from "./tile-overlay.tsx";
import { TileStatus } from "./tile-status.tsx";
import { useUsed } from "./use-used.ts";

export type TileProps = {
  readonly tile: WallTile;
  /** The number of sources of the stream that it stands for. */
  readonly sources: number;
  /** The account of the stream, where another one has the same name. */
  readonly account?: string | null;
  /** On the screen or close to it; further away, a tile has only its name. */
  readonly isNear: boolean;
  /** Loads its picture at once. */
  readonly isEager: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
};

/** Draws a tile of now, or of the past. */
export type TileComponent = ComponentType<TileProps>;

export const Tile = memo(function Tile(props: TileProps) {
  const { tile, sources, account = null, isNear, isEager, isFavourite, isHidden } = props;
  const [use, handlers] = useUsed(tile.id);
  const label = tileLabel(tile, sources, account);
  return (
    <TileFrame
      watching={handlers}
      tile={tile}
      sources={sources}
      account={account}
      at={null}
      isHidden={isHidden}
      picture={isNear && <TilePicture tile={tile} label={label} isEager={isEager} />}
      status={isNear && <TileStatus tile={tile} />}
      overlay={
        isNear && (
          <TileOverlay tile={tile} label={label} isFavourite={isFavourite} isHidden={isHidden} use={use} />
        )
      }
    />
  );
}, isUnchanged);

/** Far from the screen, a new picture changes nothing. */
function isUnchanged(before: TileProps, after: TileProps): boolean {
  const [a, b] = [before.tile, after.tile];
  return (
    before.isNear === after.isNear &&
    before.isEager === after.isEager &&
    before.isFavourite === after.isFavourite &&
    before.isHidden === after.isHidden &&
    before.sources === after.sources &&
    before.account === after.account &&
    (a === b ||
      (!after.isNear && a.id === b.id && a.stream === b.stream && a.source === b.source && a.feed === b.feed))
  );
}
