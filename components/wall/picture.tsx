"use client";

import { use, useEffect, useState } from "react";
import { useClock } from "#components/time/clock.ts";
import { Img } from "#components/ui/img.tsx";
import { toSection } from "#lib/model/section.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { onUse } from "./on-use.tsx";
import { tileLabel } from "./tile-label.ts";
import type { FailedPictureProps } from "./failed-picture.tsx";
import { isLetterboxed, PictureWidth, toSrcSet, useMeasuredSizes, type Pictured } from "./picture-size.ts";

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
  /** The width at which it is drawn, as `<img sizes>` has it, if the page knows it before it is measured. */
  readonly sizes?: string | undefined;
  /** Fills bars beside or above it, where its place may have any shape. */
  readonly isFilled?: boolean;
  /** The classes of its place, if that has another shape than a tile. */
  readonly className?: string | undefined;
};

type TilePictureProps = Pick<PictureProps, "isEager" | "sizes" | "isFilled" | "className"> & {
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
  const srcSet =
    stream === undefined ? undefined : toSrcSet(picture, { stream, feed, time, aspect, original });
  return <CrossFade version={`${feed}/${time}`} src={picture} srcSet={srcSet} aspect={aspect} {...rest} />;
}

export function EmptyPicture() {
  return <div className="aspect-video bg-well" />;
}

/** A picture by its frame, since its signed address changes more often, and the addresses that it was loaded from. */
type Layer = { readonly version: string; readonly src: string; readonly srcSet: string | undefined };

type CrossFadeProps = Layer & Omit<PictureProps, "frame"> & { readonly aspect: number | null };

/**
 * A picture that changes without a flash. The next one loads invisibly on top and fades in. If it fails, the last good one
 * stays. Where the original fails, the preview takes its place. A lazy `<img>` off screen does not load at all.
 */
function CrossFade({ version, src, srcSet, aspect, alt, isEager, isFaded, ...place }: CrossFadeProps) {
  const [loaded, setLoaded] = useState<readonly Layer[]>([{ version, src, srcSet }]);
  const [failedSrc, setFailedSrc] = useState<string | null>(null);
  /** The versions whose original failed. No more than these are drawn at once. */
  const [previewOnly, setPreviewOnly] = useState<readonly string[]>([]);
  const [element, measured] = useMeasuredSizes(aspect, srcSet !== undefined);
  const width = use(PictureWidth);
  const sizes = measured ?? place.sizes ?? width;
  useEffect(() => {
    if (failedSrc === null) return;
    const timer = setTimeout(() => setFailedSrc(null), RETRY_MS);
    return () => clearTimeout(timer);
  }, [failedSrc]);
  const top = loaded.at(-1);
  const incoming = top?.version === version || src === failedSrc ? null : { version, src, srcSet };
  const layers =
    incoming === null ? loaded : [...loaded.filter((layer) => layer.version !== version), incoming];
  const toSources = (layer: Layer) =>
    layer.srcSet === undefined || previewOnly.includes(layer.version)
      ? { src: layer.src }
      : { src: layer.src, srcSet: layer.srcSet, sizes };
  const loading = isEager ? "eager" : "lazy";
  const isBoxed = place.isFilled === true || (aspect !== null && isLetterboxed(aspect));

  return (
    <div
      ref={element}
      className={`relative overflow-hidden ${place.className ?? "aspect-video"} ${aspect === null || place.className !== undefined ? "bg-black" : "wall-loading bg-well"}`}
    >
      {layers.length === 0 && <FailedPicture onRetry={() => setFailedSrc(null)} />}
      {isBoxed && top !== undefined && (
        // Its own picture, blurred and dark, fills the bars. It is the same address, so that it is loaded once.
        <img
          {...toSources(top)}
          alt=""
          loading={loading}
          decoding="async"
          className={`absolute inset-0 size-full [transform:scale(1.1)] object-cover blur-xl ${isFaded ? "brightness-[0.2] grayscale" : "brightness-[0.35]"}`}
        />
      )}
      {layers.map((layer, position) => {
        const sources = toSources(layer);
        return (
          <Img
            key={sources.srcSet === undefined ? layer.version : `${layer.version}+`}
            {...sources}
            alt={position === 0 ? alt : ""}
            width={480}
            height={270}
            loading={loading}
            decoding="async"
            className={`absolute inset-0 size-full object-contain ${isFaded ? "brightness-[0.45] grayscale" : ""} ${toFade(layer === incoming, position)}`}
            onLoad={
              layer === incoming ? () => setLoaded(top === undefined ? [layer] : [top, layer]) : undefined
            }
            onFail={() => {
              if (sources.srcSet !== undefined) {
                setPreviewOnly((before) => [...before.slice(-2), layer.version]);
                return;
              }
              setFailedSrc(layer.src);
              setLoaded(loaded.filter((other) => other.version !== layer.version));
            }}
          />
        );
      })}
    </div>
  );
}

function toFade(isIncoming: boolean, position: number): string {
  if (isIncoming) return "opacity-0";
  return position === 0 ? "" : "motion-safe:animate-appear";
}
