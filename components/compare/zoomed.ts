import { useEffect, useEffectEvent } from "react";
import { openZoom, updateZoom, type ZoomPicture } from "#components/zoom/zoom.tsx";
import { sizeAddress } from "#lib/model/routes.ts";
import type { WallTile } from "#lib/model/wall.ts";
import type { Named } from "./named.ts";

type Frame = Pick<WallTile, "feed" | "time" | "picture"> & Partial<Pick<WallTile, "aspect" | "original">>;

/** The size of previews, where nothing is known of the original. */
const PREVIEW = { width: 480, aspect: 16 / 9 };

/**
 * @param time as people read it
 * @param original the address of the original, if that is shown
 */
export function toZoomPicture(
  { compared, whole }: Named,
  frame: Frame,
  time: string,
  original: string | null,
): ZoomPicture {
  const width = frame.original ?? PREVIEW.width;
  const height = Math.round(width / (frame.aspect ?? PREVIEW.aspect));
  const { stream } = compared;
  const feed = frame.feed ?? "";
  return {
    src: original ?? frame.picture ?? "",
    alt: `${whole}, ${time}`,
    width,
    height,
    sizeAddress: frame.original && frame.time ? sizeAddress(stream, feed, frame.time) : undefined,
    facts: [
      { label: "Picture", value: `${width} × ${height}` },
      { label: "Stream", value: stream, copy: stream },
      { label: "Feed", value: feed, copy: feed },
    ],
  };
}

type Zoomed = {
  /** Null without a picture. */
  readonly picture: ZoomPicture | null;
  /** Changes with the picture, and not with its signed address. */
  readonly version: string;
  /** It is the last one that was opened. */
  readonly isZoomed: boolean;
  readonly onZoom: () => void;
};

/** Keeps an enlarged picture up to date. @returns opens it; null without a picture */
export function useZoomed({ picture, version, isZoomed, onZoom }: Zoomed): (() => void) | null {
  // The picture is made anew with each render.
  const update = useEffectEvent(() => {
    if (picture !== null) updateZoom(picture);
  });
  useEffect(() => {
    if (isZoomed) update();
  }, [isZoomed, version]);
  if (picture === null) return null;
  return () => {
    onZoom();
    openZoom(picture);
  };
}
