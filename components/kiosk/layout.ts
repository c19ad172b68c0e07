import { useSyncExternalStore, type CSSProperties } from "react";
import { CSS_SIZE, packInCss } from "./pack-css.ts";
import { SHAPE, type Packing, type Size } from "./pack.ts";

// Sizes follow the height of the screen, which tells from how far it is read. These are shares of it.
const BAR = 0.055;
/** The width of the column of alarms: four pictures of 16:9 with labels, one above the other. */
const COLUMN = 0.303;
/** The height of the row of alarms on a screen in portrait. */
const ROW = 0.16;
const NAME = 0.015;
const MIN_NAME_PX = 11;
/** The height of a label, in heights of a name. */
const LABEL = 1.9;
const GAP = { share: 0.0025, min: 2, max: 4 };

const height = (share: number) => `calc(var(--spacing-window) * ${share})`;

/** The sizes of a kiosk as custom properties; `PLACES` has two more. */
export function toKioskStyle(hasNames: boolean): CSSProperties {
  const style: Record<string, string> = {
    "--bar": height(BAR),
    "--name": `max(${MIN_NAME_PX}px, ${height(NAME)})`,
    "--label": `calc(var(--name) * ${LABEL})`,
    "--gap": `clamp(${GAP.min}px, ${height(GAP.share)}, ${GAP.max}px)`,
    "--grid-width": "calc(100vw - var(--column))",
    "--grid-height": "calc(var(--spacing-window) - var(--bar) - var(--row))",
    // Pictures without their gaps have the shape.
    "--extra": `calc(${hasNames ? "var(--label)" : "0px"} + var(--gap) * ${1 - 1 / SHAPE})`,
    "--alarm-column": height(COLUMN),
    "--alarm-row": height(ROW),
  };
  return style;
}

/** Where the alarms are: on the right, below in portrait. */
export const PLACES =
  "[--column:var(--alarm-column)] [--row:0px] portrait:[--column:0px] portrait:[--row:var(--alarm-row)]";

/** The place for tiles on a screen of this size, as the style above has it. */
function toSize(screen: { width: number; height: number }, hasNames: boolean): Size {
  const isPortrait = screen.height >= screen.width;
  const gap = Math.min(GAP.max, Math.max(GAP.min, screen.height * GAP.share));
  const name = Math.max(MIN_NAME_PX, screen.height * NAME);
  return {
    width: screen.width - (isPortrait ? 0 : screen.height * COLUMN),
    height: screen.height * (1 - BAR - (isPortrait ? ROW : 0)),
    extra: (hasNames ? name * LABEL : 0) + gap * (1 - 1 / SHAPE),
  };
}

/** @param packing null while the size of the screen is not known, when CSS packs the tiles */
export function toGridStyle(packing: Packing | null, tiles: number): CSSProperties {
  // The pixel allows for rounding.
  const style = (tile: readonly [width: string, height: string], width: string, more: CSSProperties) => ({
    "--tile-width": tile[0],
    "--tile-height": tile[1],
    inlineSize: `calc(${width} + 1px)`,
    ...more,
  });
  if (packing !== null)
    return style([`${packing.width}px`, `${packing.height}px`], `${packing.columns * packing.width}px`, {});
  return style(["var(--width)", `calc(var(--width) / ${SHAPE} + ${CSS_SIZE.extra})`], CSS_SIZE.width, {
    ...packInCss(tiles),
    blockSize: "var(--height)",
    // Without round(), which Chromium has from 125, the height is invalid.
    maxBlockSize: CSS_SIZE.height,
    // A clipped picture does not load.
    overflow: "clip",
  });
}

/** The place for tiles; null before hydration. */
export function useGridSize(hasNames: boolean): Size | null {
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
  return toSize({ width, height }, hasNames);
}
