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
  /** How many sources of the stream it stands for. */
  readonly sources: number;
  /** Whether it is on the screen or close to it; else it is a place with a name. */
  readonly isNear: boolean;
  readonly isFirst: boolean;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
};

/** Draws a tile: as it is now, or as it was. */
export type TileComponent = ComponentType<TileProps>;

export const Tile = memo(function Tile(props: TileProps) {
  const { tile, sources, isNear, isFirst } = props;
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
            <TilePicture tile={tile} isFirst={isFirst} />
            {isWatched && tile.feed !== null && <TileLapse key={tile.feed} tile={tile} />}
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

/** Its code is loaded when somebody looks at a tile. If that does not come, there is none until the next look. */
function TileLapse({ tile }: { tile: WallTile }) {
  const [TimeLapse, setTimeLapse] = useState<ComponentType<{ tile: WallTile }> | null>(null);
  useEffect(() => {
    import("#components/playback/time-lapse.tsx").then(
      (room) => setTimeLapse(() => room.TimeLapse),
      () => undefined,
    );
  }, []);
  return TimeLapse !== null && <TimeLapse tile={tile} />;
}
