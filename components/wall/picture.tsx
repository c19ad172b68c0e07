"use client";

import { useEffect, useState } from "react";
import { useClock } from "#components/time/clock.ts";
import { Img } from "#components/ui/img.tsx";
import { toSection } from "#lib/model/section.ts";
import { originalAddress, type WallTile } from "#lib/model/wall.ts";
import { onUse } from "./on-use.tsx";
import { tileLabel } from "./tile-label.ts";
import type { FailedPictureProps } from "./failed-picture.tsx";
import { isLetterboxed, useNeedsOriginal, type Pictured } from "./picture-size.ts";

const FailedPicture = onUse<FailedPictureProps>(() =>
  import("./failed-picture.tsx").then((code) => code.FailedPicture),
);

/** The delay after which a picture that failed is loaded again: the last picture of a feed has no successor. */
const RETRY_MS = 15_000;

type PictureProps = {
  /** The frame to show. Null, or without a picture, it leaves an empty place. */
  readonly frame: (Pick<WallTile, "feed" | "time" | "picture"> & Partial<Pictured>) | null;
  readonly alt: string;
  /** Loads the picture at once, and not only near the screen. */
  readonly isEager: boolean;
  readonly isFaded: boolean;
  /** Fills bars beside or above it, where its place may have any shape. */
  readonly isFilled?: boolean;
  /** The classes of its place, if that has another shape than a tile. */
  readonly className?: string | undefined;
};

type TilePictureProps = Pick<PictureProps, "isEager" | "isFilled" | "className"> & {
  readonly tile: WallTile;
  /** Names the tile. */
  readonly label?: string;
};

/** The newest picture of a tile. */
export function TilePicture({ tile, label = tileLabel(tile), ...rest }: TilePictureProps) {
  const isFaded = useClock((_now, asOf) => toSection(tile, asOf)) === "offline";
  return <Picture frame={tile} alt={`${label}, latest picture`} isFaded={isFaded} {...rest} />;
}

export function Picture({ frame, ...rest }: PictureProps) {
  if (typeof frame?.picture !== "string") return <EmptyPicture />;
  const { feed, time, picture, stream, aspect = null, original = null } = frame;
  // A past frame, which has no stream here, has a part of its own for the original.
  const full = stream === undefined || original === null ? null : originalAddress({ stream, feed, time });
  return (
    <CrossFade
      version={`${feed}/${time}`}
      preview={picture}
      full={full}
      width={full === null ? null : original}
      aspect={aspect}
      {...rest}
    />
  );
}

export function EmptyPicture() {
  return <div className="aspect-video bg-well" />;
}

/** A picture by its frame, since its signed address changes more often, and the address that it was loaded from. */
type Layer = { readonly version: string; readonly src: string; readonly isFull: boolean };

const toKey = ({ version, isFull }: Layer) => (isFull ? `${version}+` : version);

type CrossFadeProps = Omit<PictureProps, "frame"> & {
  readonly version: string;
  readonly preview: string;
  /** The address of the original, and its width; null where there is none. */
  readonly full: string | null;
  readonly width: number | null;
  readonly aspect: number | null;
};

/**
 * A picture that changes without a flash. The next one loads invisibly on top and fades in. If it fails, the last good one
 * stays. A large place begins with the preview, which the original covers once it is there; the next pictures are originals.
 * Where an original fails, the preview takes its place. A lazy `<img>` off screen does not load at all.
 */
function CrossFade({
  version,
  preview,
  full,
  width,
  aspect,
  alt,
  isEager,
  isFaded,
  ...place
}: CrossFadeProps) {
  const [loaded, setLoaded] = useState<readonly Layer[]>([{ version, src: preview, isFull: false }]);
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  /** The versions whose original failed. No more than these are drawn at once. */
  const [previewOnly, setPreviewOnly] = useState<readonly string[]>([]);
  const [element, isLarge] = useNeedsOriginal(aspect, width);
  useEffect(() => {
    if (failedSrc === null) return;
    const timer = setTimeout(() => setFailedSrc(null), RETRY_MS);
    return () => clearTimeout(timer);
  }, [failedSrc]);
  const top = loaded.at(-1);
  const isFull = isLarge && full !== null && !previewOnly.includes(version);
  const wanted: Layer = { version, src: isFull ? full : preview, isFull };
  // An original stays where the place has become smaller.
  const isShown = top?.version === version && (top.isFull || !isFull);
  const incoming = isShown || wanted.src === failedSrc ? null : wanted;
  const layers =
    incoming === null ? loaded : [...loaded.filter((layer) => toKey(layer) !== toKey(incoming)), incoming];
  const loading = isEager ? "eager" : "lazy";
  const isBoxed = place.isFilled === true || (aspect !== null && isLetterboxed(aspect));
  const ground = loaded.find((layer) => layer.version === top?.version);

  return (
    <div
      ref={element}
      className={`relative overflow-hidden ${place.className ?? "aspect-video"} ${aspect === null || place.className !== undefined ? "bg-black" : "wall-loading bg-well"}`}
    >
      {layers.length === 0 && <FailedPicture onRetry={() => setFailedSrc(null)} />}
      {isBoxed && ground !== undefined && (
        // Its own picture, blurred and dark, fills the bars. It is the same address, so that it is loaded once.
        <img
          src={ground.src}
          alt=""
          loading={loading}
          decoding="async"
          className={`picture-ground ${isFaded ? "brightness-[0.2] grayscale" : "brightness-[0.35]"}`}
        />
      )}
      {layers.map((layer, position) => (
        <Img
          key={toKey(layer)}
          src={layer.src}
          alt={position === 0 ? alt : ""}
          width={480}
          height={270}
          loading={loading}
          decoding="async"
          className={`absolute inset-0 size-full object-contain ${isFaded ? "brightness-[0.45] grayscale" : ""} ${toFade(layer, layer === incoming, layers[position - 1])}`}
          onLoad={
            layer === incoming ? () => setLoaded(top === undefined ? [layer] : [top, layer]) : undefined
          }
          onFail={() => {
            if (layer.isFull) setPreviewOnly((before) => [...before.slice(-2), layer.version]);
            else setFailedSrc(layer.src);
            setLoaded(loaded.filter((other) => toKey(other) !== toKey(layer)));
          }}
        />
      ))}
    </div>
  );
}

/** An original covers the preview of its frame at once. */
function toFade(layer: Layer, isIncoming: boolean, below: Layer | undefined): string {
  if (isIncoming) return "opacity-0";
  return below === undefined || below.version === layer.version ? "" : "motion-safe:animate-appear";
}
