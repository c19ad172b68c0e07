"use client";

import { Icon } from "#components/ui/icon.tsx";
import type { WallTile } from "#lib/model/wall.ts";
import { onUse } from "./on-use.tsx";
import { FRAMES, useCondition } from "./tile-status.tsx";
import { useHasChosen, type FirstUse } from "./use-used.ts";

const TileExtras = onUse(() => import("./tile-extras.tsx").then((code) => code.TileExtras));

export type TileOverlayProps = {
  readonly tile: WallTile;
  /** In words. */
  readonly label: string;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  readonly use: FirstUse | null;
};

/** What lies on the picture of a tile near the screen: the frame of an alarm, the star, and what a viewer may do with it. */
export function TileOverlay(props: TileOverlayProps) {
  const hasChosen = useHasChosen();
  return (
    <>
      <PictureFrame look={FRAMES[useCondition(props.tile)]} />
      {props.isFavourite && (
        <p className="pointer-events-none absolute top-2 right-2 grid size-8 place-content-center rounded-lg bg-black/65 text-white">
          <Icon name="filled-star" isAlone />
          <span className="sr-only">Favourite</span>
        </p>
      )}
      {(props.use !== null || props.isHidden || hasChosen) && <TileExtras {...props} />}
    </>
  );
}

/** A frame outside the picture, so that it covers nothing of it. In an outage it is grey. */
export function PictureFrame({ look }: { look: string | undefined }) {
  if (look === undefined) return null;
  return (
    <div
      aria-hidden
      className={`pointer-events-none absolute inset-x-0 top-0 aspect-video rounded-lg outline-[length:0.1875rem] in-data-stale:outline-edge-strong! ${look}`}
    />
  );
}
