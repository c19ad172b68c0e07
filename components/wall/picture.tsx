"use client";

import { useEffect, useState } from "react";
import { useTileState } from "#components/time/clock.ts";
import { Img } from "#components/ui/img.tsx";
import type { WallTile } from "#lib/model/wall.ts";

/** The delay after which a picture that failed is loaded again: the last picture of a feed has no successor. */
const RETRY_MS = 15_000;

type PictureProps = {
  /** The frame to show. Null, or without a picture, it leaves an empty place. */
  readonly frame: Pick<WallTile, "feed" | "time" | "picture"> | null;
  readonly alt: string;
  /** Loads the picture at once, and not only near the screen. */
  readonly isEager: boolean;
  readonly isFaded: boolean;
};

/** The newest picture of a tile. */
export function TilePicture({ tile, isEager }: { tile: WallTile; isEager: boolean }) {
  const isFaded = useTileState(tile) === "offline";
  return <Picture frame={tile} alt={`${tile.name}, newest preview`} isEager={isEager} isFaded={isFaded} />;
}

export function Picture({ frame, ...rest }: PictureProps) {
  if (typeof frame?.picture !== "string") return <EmptyPicture />;
  return <CrossFade version={`${frame.feed}/${frame.time}`} src={frame.picture} {...rest} />;
}

export function EmptyPicture() {
  return <div className="aspect-video bg-screen" />;
}

/** A picture by its frame, since its signed address changes more often, and the address that it was loaded from. */
type Layer = { readonly version: string; readonly src: string };

/**
 * A picture that changes without a flash. The next one loads invisibly on top and fades in. If it fails, the last good one
 * stays. A lazy `<img>` off screen does not load at all.
 */
function CrossFade({ version, src, alt, isEager, isFaded }: Layer & Omit<PictureProps, "frame">) {
  const [loaded, setLoaded] = useState<readonly Layer[]>([{ version, src }]);
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  useEffect(() => {
    if (failedSrc === null) return;
    const timer = setTimeout(() => setFailedSrc(null), RETRY_MS);
    return () => clearTimeout(timer);
  }, [failedSrc]);
  const top = loaded.at(-1);
  const incoming = top?.version === version || src === failedSrc ? null : { version, src };
  const layers =
    incoming === null ? loaded : [...loaded.filter((layer) => layer.version !== version), incoming];

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
        <Img
          key={layer.version}
          src={layer.src}
          alt={position === 0 ? alt : ""}
          width={480}
          height={270}
          loading={isEager ? "eager" : "lazy"}
          decoding="async"
          className={`absolute inset-0 size-full object-contain ${toFade(layer === incoming, position)}`}
          onLoad={
            layer === incoming ? () => setLoaded(top === undefined ? [layer] : [top, layer]) : undefined
          }
          onFail={() => {
            setFailedSrc(layer.src);
            setLoaded(loaded.filter((other) => other.version !== layer.version));
          }}
        />
      ))}
    </div>
  );
}

function toFade(isIncoming: boolean, position: number): string {
  if (isIncoming) return "opacity-0";
  return position === 0 ? "" : "motion-safe:animate-appear";
}
