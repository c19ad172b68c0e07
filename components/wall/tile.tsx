"use client";

import { memo, useEffect, useState, type ComponentType } from "react";
import type { WallTile } from "#lib/model/wall.ts";
import { TilePicture } from "./picture.tsx";
import { TileActions } from "./tile-actions.tsx";
import { TileFrame } from "./tile-frame.tsx";
import { TileStatus } from "./tile-status.tsx";
import { useWatched } from "./use-watched.ts";

export type TileProps = {
  readonly tile: WallTile;
  /** The number of sources of the stream that it stands for. */
  readonly sources: number;
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
  const { tile, sources, isNear, isEager } = props;
  const [isWatched, watching] = useWatched();
  return (
    <TileFrame
      watching={watching}
      tile={tile}
      sources={sources}
      at={null}
      picture={
        isNear && (
          <>
            <TilePicture tile={tile} isEager={isEager} />
            {isWatched && tile.feed !== null && <LazyTimeLapse key={tile.feed} tile={tile} />}
          </>
        )
      }
      status={isNear && <TileStatus tile={tile} />}
      actions={
        isNear && (
          <TileActions
            id={tile.id}
            name={tile.source === null ? tile.name : `${tile.name}, ${tile.source}`}
            isFavourite={props.isFavourite}
            isHidden={props.isHidden}
          />
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
    (a === b ||
      (!after.isNear && a.id === b.id && a.stream === b.stream && a.source === b.source && a.feed === b.feed))
  );
}

/** Loads the code of the time-lapse. If that fails, there is none until the viewer looks again. */
function LazyTimeLapse({ tile }: { tile: WallTile }) {
  const [TimeLapse, setTimeLapse] = useState<ComponentType<{ tile: WallTile }> | null>(null);
  useEffect(() => {
    import("#components/playback/time-lapse.tsx").then(
      (module) => setTimeLapse(() => module.TimeLapse),
      () => undefined,
    );
  }, []);
  return TimeLapse !== null && <TimeLapse tile={tile} />;
}
