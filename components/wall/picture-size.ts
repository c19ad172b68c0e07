import { createContext, useEffect, useRef, useState, type RefObject } from "react";
import { PREVIEW_SIZE } from "#lib/model/frame.ts";
import { originalAddress, type WallTile } from "#lib/model/wall.ts";

/** The part of a tile that tells which pictures there are of its frame. */
export type Pictured = Pick<WallTile, "stream" | "feed" | "time" | "aspect" | "original">;

/** The shape of a tile's picture. */
const TILE = 16 / 9;
/** Until the width is known, the preview. In CSS px, so that it is below 480 px on dense screens too. */
const UNKNOWN = "(min-resolution: 2.1dppx) 160px, (min-resolution: 1.1dppx) 240px, 480px";

/**
 * The width at which tiles are drawn, as `sizes` of an `<img>` has it, where the page knows it before it is measured. With
 * it, a browser chooses the right picture at once.
 */
export const PictureWidth = createContext(UNKNOWN);

/**
 * About the width of the tiles of a wall that fits on the screen, as `sizes` has it: app/wall.css computes it exactly.
 *
 * @param width chosen by the viewer, in px
 */
export function estimateSizes(tiles: number, width: number | null): string {
  if (width !== null) return `${width}px`;
  const columns = Math.max(1, Math.ceil(Math.sqrt(tiles)));
  const rows = Math.max(1, Math.ceil(tiles / columns));
  const fitting = `min(100vw / ${columns} - 1.5rem, (100vh / ${rows} - 10rem) * 16 / 9)`;
  return `(max-width: 39.99rem) ${columns > 2 ? "50vw" : "100vw"}, max(17rem, ${fitting})`;
}

/** The pictures of a frame as `srcset`; undefined where there is only the preview. */
export function toSrcSet(preview: string, tile: Pictured): string | undefined {
  const { aspect, original } = tile;
  if (original === null || aspect === null) return undefined;
  const previewWidth = Math.round(Math.min(PREVIEW_SIZE.width, PREVIEW_SIZE.height * aspect));
  return `${preview} ${previewWidth}w, ${originalAddress(tile)} ${original}w`;
}

/** The width of a picture that is fitted into its place. */
function toDrawnWidth(place: { readonly width: number; readonly height: number }, aspect: number): number {
  return Math.round(Math.min(place.width, place.height * aspect));
}

/** Whether bars are seen beside or above the picture in its tile. */
export function isLetterboxed(aspect: number): boolean {
  return Math.abs(aspect / TILE - 1) > 0.02;
}

const callbacks = new WeakMap<Element, (place: DOMRectReadOnly) => void>();
let observer: ResizeObserver | undefined;

function observeSize(element: Element, onSize: (place: DOMRectReadOnly) => void): () => void {
  observer ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) callbacks.get(target)?.(contentRect);
  });
  callbacks.set(element, onSize);
  observer.observe(element);
  return () => observer?.unobserve(element);
}

/**
 * Measures the width at which a picture is drawn, as `sizes`. It is told only where more pixels than the preview's are
 * needed; elsewhere it renders nothing again.
 */
export function useMeasuredSizes(
  aspect: number | null,
  hasOriginal: boolean,
): readonly [RefObject<HTMLDivElement | null>, string | null] {
  const element = useRef<HTMLDivElement>(null);
  const [sizes, setSizes] = useState<string | null>(null);
  useEffect(() => {
    if (element.current === null || !hasOriginal) return;
    return observeSize(element.current, (place) => {
      const drawn = toDrawnWidth(place, aspect ?? TILE);
      setSizes(drawn * devicePixelRatio > PREVIEW_SIZE.width ? `${drawn}px` : null);
    });
  }, [aspect, hasOriginal]);
  return [element, sizes];
}
