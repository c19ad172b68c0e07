import type { Locator } from "@playwright/test";
import sharp from "sharp";
import type { Colour } from "./publisher.ts";

const COLOURS: readonly (readonly [Colour, readonly [number, number, number]])[] = [
  ["crimson", [220, 20, 60]],
  ["seagreen", [46, 139, 87]],
  ["royalblue", [65, 105, 225]],
  ["gold", [255, 215, 0]],
];

/** "none" is a colour without a name; "gone" is a place that is not on the page, or hidden. */
export type ColourSeen = Colour | "none" | "gone";

/** What colour a viewer sees most of there, by its nearest name. */
export async function colourSeen(place: Locator): Promise<ColourSeen> {
  const seen = await screenshotOf(place);
  if (seen === null) return "gone";
  const { dominant } = await sharp(seen).stats();
  const distance = ([r, g, b]: readonly [number, number, number]) =>
    Math.hypot(dominant.r - r, dominant.g - g, dominant.b - b);
  const near = COLOURS.find(([, rgb]) => distance(rgb) < 40);
  return near === undefined ? "none" : near[0];
}

/** Null of what is replaced at that moment, with its page, too: a poll that throws is not repeated. */
function screenshotOf(place: Locator): Promise<Buffer | null> {
  return place.screenshot().catch((error: unknown) => {
    if (error instanceof Error && /not attached|not visible|Cannot find context/.test(error.message))
      return null;
    throw error;
  });
}
