import { useSyncExternalStore, type CSSProperties } from "react";
import { packInCss } from "./pack-css.ts";
import type { Packing, Size } from "./pack.ts";

/** The bar's share of the screen's height. */
const BAR_SHARE = 0.05;
export const GRID_HEIGHT = `calc(var(--spacing-window) * ${1 - BAR_SHARE})`;

/** Text in tiles is sized by the grid's font, which is a twentieth of a tile's width. */
const FONT_SHARE = 1 / 20;

/** @param packing null while the size of the screen is not known, when CSS packs the tiles */
export function toGridStyle(packing: Packing | null, tiles: number): CSSProperties {
  if (packing !== null) {
    const { columns, width, height } = packing;
    return {
      fontSize: width * FONT_SHARE,
      gridTemplateColumns: `repeat(${columns}, ${width}px)`,
      gridAutoRows: `${height}px`,
    };
  }
  return {
    ...packInCss(tiles, GRID_HEIGHT),
    // Centres the grid by the number of tiles, since they may arrive in parts. The pixel allows for rounding.
    paddingInline: `max(0px, (100vw - ${tiles} * var(--width) - 1px) / 2)`,
    fontSize: `calc(var(--width) * ${FONT_SHARE})`,
    blockSize: "var(--height)",
    // Without round(), which Chromium has from 125, the height is invalid.
    maxBlockSize: GRID_HEIGHT,
    gridTemplateColumns: "repeat(auto-fill, var(--width))",
    gridAutoRows: "calc(var(--width) * 9 / 16)",
    // A clipped picture does not load.
    overflow: "clip",
  };
}

/** The size of the grid in px; null before hydration. */
export function useGridSize(): Size | null {
  const size = useSyncExternalStore(
    (listener) => {
      addEventListener("resize", listener);
      return () => removeEventListener("resize", listener);
    },
    () => `${innerWidth} ${innerHeight}`,
    () => null,
  );
  if (size === null) return null;
  const [width = 0, height = 0] = size.split(" ").map(Number);
  return { width, height: height * (1 - BAR_SHARE) };
}
