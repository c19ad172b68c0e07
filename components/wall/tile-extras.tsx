"use client";

import { useRef, useState, type ReactNode } from "react";
import { useCompared } from "#components/compare/selection.ts";
import { TimeLapse } from "#components/playback/time-lapse.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { TileActions } from "./tile-actions.tsx";
import { TileMenu } from "./tile-menu.tsx";
import { PictureFrame, type TileOverlayProps } from "./tile-overlay.tsx";
import { useWatched } from "./use-watched.ts";

/** What a viewer may do with a tile: look at its last minutes, and choose it for something. */
export function TileExtras({ tile, label, isFavourite, isHidden, use }: TileOverlayProps) {
  const element = useRef<HTMLDivElement>(null);
  const place = useCompared().indexOf(tile.id);
  const isCompared = place !== -1;
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const isWatched = useWatched(element, use, () => setIsMenuOpen(true));
  const choice = { id: tile.id, name: label, isFavourite, isHidden, isCompared };
  return (
    <>
      <div
        ref={element}
        className="pointer-events-none absolute inset-x-0 top-0 aspect-video overflow-hidden rounded-lg"
      >
        {isWatched && tile.feed !== null && <TimeLapse key={tile.feed} tile={tile} />}
      </div>
      {isCompared && (
        <>
          <PictureFrame look="outline-accent" />
          <Mark look="bg-accent text-page">
            <span className="sr-only">Chosen to compare: </span>
            {place + 1}
          </Mark>
        </>
      )}
      {isHidden && !isCompared && (
        <Mark look="bg-black/65 text-white">
          <Icon name="eye-off" /> Hidden
        </Mark>
      )}
      <TileActions tile={choice} />
      {isMenuOpen && <TileMenu tile={choice} onClose={() => setIsMenuOpen(false)} />}
    </>
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
