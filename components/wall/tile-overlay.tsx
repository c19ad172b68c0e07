"use client";

import type { ReactNode } from "react";
import { useCompared } from "#components/compare/selection.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { WallTile } from "#lib/model/wall.ts";
import { onUse } from "./on-use.tsx";
import { FRAMES, useCondition } from "./tile-status.tsx";

const TileActions = onUse(() => import("./tile-actions.tsx").then((code) => code.TileActions));
const TileMenu = onUse(() => import("./tile-menu.tsx").then((code) => code.TileMenu));

type TileOverlayProps = {
  readonly tile: WallTile;
  /** In words. */
  readonly label: string;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  /** A pointer or the focus has been on the tile: it needs actions. */
  readonly isUsed: boolean;
  readonly isMenuOpen: boolean;
  readonly onCloseMenu: () => void;
};

/** What lies on the picture of a tile near the screen: the frame of an alarm or a choice, marks, and actions. */
export function TileOverlay({ tile, label, isFavourite, isHidden, isUsed, ...menu }: TileOverlayProps) {
  const place = useCompared().indexOf(tile.id);
  const isCompared = place !== -1;
  const alarm = FRAMES[useCondition(tile)];
  const choice = { id: tile.id, name: label, isFavourite, isHidden, isCompared };
  return (
    <>
      <PictureFrame look={isCompared ? "outline-accent" : alarm} />
      {isHidden && !isCompared && (
        <Mark look="bg-black/65 text-white">
          <Icon name="eye-off" /> Hidden
        </Mark>
      )}
      {isCompared && (
        <Mark look="bg-accent text-page">
          <span className="sr-only">Chosen to compare: </span>
          {place + 1}
        </Mark>
      )}
      {isFavourite && (
        <p className="pointer-events-none absolute top-2 right-2 grid size-8 place-content-center rounded-lg bg-black/65 text-white">
          <Icon name="filled-star" isAlone />
          <span className="sr-only">Favourite</span>
        </p>
      )}
      {isUsed && <TileActions tile={choice} />}
      {menu.isMenuOpen && <TileMenu tile={choice} onClose={menu.onCloseMenu} />}
    </>
  );
}

/** A frame outside the picture, so that it covers nothing of it. In an outage it is grey. */
export function PictureFrame({ look }: { look: string | undefined }) {
  if (look === undefined) return null;
  return (
    <div
      aria-hidden
      className={`pointer-events-none absolute inset-x-0 top-0 aspect-video rounded-lg outline-3 in-data-stale:outline-edge-strong! ${look}`}
    />
  );
}

function Mark({ look, children }: { look: string; children: ReactNode }) {
  return (
    <p
      className={`pointer-events-none absolute top-2 left-2 rounded-lg px-2 py-0.5 text-[0.8125rem] font-medium ${look}`}
    >
      {children}
    </p>
  );
}
