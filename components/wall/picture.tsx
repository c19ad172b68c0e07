"use client";

import { useEffect, useState } from "react";
import { useTileState } from "#components/time/clock.ts";
import type { WallTile } from "#lib/model/wall.ts";

type Layer = { readonly version: string; readonly src: string };

/** An outage may be over, and a picture that is the last of its feed has no next one. */
const RETRY_MS = 15_000;

type PictureProps = {
  /** Names the picture itself; the address changes more often. */
  version: string;
  src: string;
  alt: string;
  isFirst: boolean;
  isFaded: boolean;
};

/** The newest picture of a tile; an empty place while only the name of its stream is known. */
export function TilePicture({ tile, isFirst }: { tile: WallTile; isFirst: boolean }) {
  const isOffline = useTileState(tile) === "offline";
  if (tile.picture === null) return <div className="aspect-video bg-screen" />;
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

/**
 * A preview that changes without a flash: the next one loads unseen on top, fades in once it is there, and the last
 * good one stays when it never comes. An `<img>` that waits off screen is not loaded at all.
 */
export function Picture({ version, src, alt, isFirst, isFaded }: PictureProps) {
  const [seen, setSeen] = useState<readonly Layer[]>([{ version, src }]);
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  useEffect(() => {
    if (brokenSrc === null) return;
    const timer = setTimeout(() => setBrokenSrc(null), RETRY_MS);
    return () => clearTimeout(timer);
  }, [brokenSrc]);
  const top = seen.at(-1);
  const incoming = top?.version === version || src === brokenSrc ? null : { version, src };
  const layers = incoming === null ? seen : [...seen.filter((layer) => layer.version !== version), incoming];

  function appeared(layer: Layer) {
    setSeen(top === undefined ? [layer] : [top, layer]);
  }

  function failed(layer: Layer) {
    setBrokenSrc(layer.src);
    setSeen(seen.filter((other) => other.version !== layer.version));
  }

  return (
    <div
      className={`relative aspect-video overflow-hidden bg-screen ${isFaded ? "opacity-60 grayscale" : ""}`}
    >
      {layers.length === 0 && (
        <p className="absolute inset-0 grid place-content-center text-sm text-quiet">
          No picture could be loaded
        </p>
      )}
      {layers.map((layer, position) => (
        <img
          key={layer.version}
          ref={(image) => {
            // It may have failed before this code ran, and then no event tells.
            if (image?.complete === true && image.naturalWidth === 0 && layer !== incoming) failed(layer);
          }}
          src={layer.src}
          alt={position === 0 ? alt : ""}
          width={480}
          height={270}
          loading={isFirst ? "eager" : "lazy"}
          decoding="async"
          className={`absolute inset-0 size-full object-contain ${styleOf(layer, position)}`}
          onLoad={layer === incoming ? () => appeared(layer) : undefined}
          onError={() => failed(layer)}
        />
      ))}
    </div>
  );

  function styleOf(layer: Layer, position: number): string {
    if (layer === incoming) return "opacity-0";
    return position === 0 ? "" : "motion-safe:animate-appear";
  }
}
