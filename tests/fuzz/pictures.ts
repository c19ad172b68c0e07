import fc from "fast-check";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { scaleDown } from "#lib/image/preview.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { damaged } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const MOST_PIXELS = 1_000_000;

export const PICTURES: readonly Fuzzed[] = [
  {
    name: "libjpeg refuses a damaged JPEG, or decodes the size that its header says",
    weight: 3,
    property: fc.asyncProperty(damaged(SMALL_JPEG), async (jpeg) => {
      const size = inspectJpeg(jpeg);
      const scaled = await scaleDown(jpeg, MOST_PIXELS);
      if (scaled === null) return;
      const { width, height, channels, pixels } = scaled;
      demand(width <= 480 && height <= 960, "it fits the preview");
      demand(pixels.length === width * height * channels, "it is whole");
      if (size === null) return;
      demand(size.width * size.height <= MOST_PIXELS, "nothing larger than allowed is decoded");
      const scale = Math.min(1, 480 / size.width, 960 / size.height);
      const isAbout = (actual: number, full: number) => Math.abs(actual - Math.max(1, full * scale)) <= 1;
      demand(isAbout(width, size.width) && isAbout(height, size.height), "both see one size");
    }),
  },
];
