import { useSyncExternalStore, type CSSProperties } from "react";
import type { CssPacking } from "./pack-css.ts";
import { SHAPE, type Packing, type Size } from "./pack.ts";

// Sizes follow the height of the screen, which tells from how far it is read. These are shares of it.
const BAR = 0.055;
/** The banner of an outage: on a phone, it has two lines. */
const BANNER = { share: 0.055, min: 48 };
/** The width of the column of alarms: four pictures of 16:9 with labels, one above the other. */
const COLUMN = 0.303;
/** The height of the row of alarms on a screen in portrait. */
const ROW = 0.16;
const NAME = 0.015;
const MIN_NAME_PX = 11;
/** The height of a label, in heights of a name; more where there is room. */
const LABEL = { least: 1.9, most: 3 };
const GAP = { share: 0.0025, min: 2, max: 4 };

const height = (share: number) => `calc(var(--spacing-window) * ${share})`;

/** What takes room from the pictures. */
type Parts = { readonly hasNames: boolean; readonly hasBanner: boolean };

/** The sizes of a kiosk as custom properties; `PLACES` has two more. */
export function toKioskStyle({ hasNames, hasBanner }: Parts): CSSProperties {
  const style: Record<string, string> = {
    "--banner": hasBanner ? `max(${BANNER.min}px, ${height(BANNER.share)})` : "0px",
    "--name": `max(${MIN_NAME_PX}px, ${height(NAME)})`,
    "--label": `calc(var(--name) * ${LABEL.least})`,
    "--slack": hasNames ? `calc(var(--name) * ${LABEL.most - LABEL.least})` : "0px",
    "--gap": `clamp(${GAP.min}px, ${height(GAP.share)}, ${GAP.max}px)`,
    "--grid-width": "calc(100vw - var(--column))",
    "--grid-height": `calc(var(--spacing-window) * ${1 - BAR} - var(--banner) - var(--row))`,
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
function toSize(screen: { width: number; height: number }, { hasNames, hasBanner }: Parts): Size {
  const isPortrait = screen.height >= screen.width;
  const gap = Math.min(GAP.max, Math.max(GAP.min, screen.height * GAP.share));
  const name = Math.max(MIN_NAME_PX, screen.height * NAME);
  const banner = hasBanner ? Math.max(BANNER.min, screen.height * BANNER.share) : 0;
  return {
    width: screen.width - (isPortrait ? 0 : screen.height * COLUMN),
    height: screen.height * (1 - BAR - (isPortrait ? ROW : 0)) - banner,
    extra: (hasNames ? name * LABEL.least : 0) + gap * (1 - 1 / SHAPE),
    slack: hasNames ? name * (LABEL.most - LABEL.least) : 0,
  };
}

/** @param packing in CSS while the size of the screen is not known */
export function toGridStyle(packing: Packing | CssPacking | undefined): CSSProperties {
  const style: Record<string, string> | undefined =
    packing === undefined || "--fit" in packing
      ? packing
      : {
          "--tile-width": `${packing.width}px`,
          "--tile-height": `${packing.height}px`,
          "--grid-padding": `${packing.padding}px`,
        };
  return {
    ...style,
    // The pixel allows for rounding.
    inlineSize: "calc(var(--grid-width) + 1px)",
    blockSize: "var(--grid-height)",
    paddingBlockStart: "var(--grid-padding)",
    // A clipped picture does not load.
    overflow: "clip",
  };
}

/** The place for tiles; null before hydration. */
export function useGridSize(parts: Parts): Size | null {
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
  return toSize({ width, height }, parts);
}
