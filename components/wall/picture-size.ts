import { useEffect, useRef, useState, type RefObject } from "react";
import { PREVIEW_SIZE } from "#lib/model/frame.ts";
import type { WallTile } from "#lib/model/wall.ts";

/** The part of a tile that tells which pictures there are of its frame. */
export type Pictured = Pick<WallTile, "stream" | "feed" | "time" | "aspect" | "original">;

/** The shape of a tile's picture. */
const TILE = 16 / 9;

/** The width at which a picture is drawn, and of its original, in pixels. */
type Widths = { readonly drawn: number; readonly original: number; readonly aspect: number };

/**
 * Whether a picture is drawn so large that it needs its original: wider than the preview or, on a dense screen, nearer to
 * the original's pixels than to the preview's.
 *
 * @param density the pixels of the screen for each CSS px, in which `drawn` is
 */
export function needsOriginal({ drawn, original, aspect }: Widths, density: number): boolean {
  const preview = Math.min(PREVIEW_SIZE.width, PREVIEW_SIZE.height * aspect);
  return Math.round(drawn * Math.min(1, density)) > preview || (drawn * density) ** 2 > preview * original;
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
 * Measures the place of a picture. @returns whether it needs the original: false until it is measured @param original the
 * width of the original; null where there is none
 */
export function useNeedsOriginal(
  aspect: number | null,
  original: number | null,
): readonly [RefObject<HTMLDivElement | null>, boolean] {
  const element = useRef<HTMLDivElement>(null);
  const [isNeeded, setIsNeeded] = useState(false);
  useEffect(() => {
    if (element.current === null || original === null || aspect === null) return;
    return observeSize(element.current, ({ width, height }) => {
      const drawn = Math.min(width, height * aspect);
      setIsNeeded(needsOriginal({ drawn, original, aspect }, devicePixelRatio));
    });
  }, [aspect, original]);
  return [element, isNeeded];
}
