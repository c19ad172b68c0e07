import fc from "fast-check";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { scaleDown } from "#lib/image/preview.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { damaged } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const MAX_PIXELS = 1_000_000;

export const PICTURES: readonly Fuzzed[] = [
  {
    name: "a damaged JPEG has a size of 1 to 65,535, or none",
    weight: 12,
    property: fc.property(damaged(SMALL_JPEG), (jpeg) => {
      const size = inspectJpeg(jpeg);
      if (size === null) return;
      demand(
        [size.width, size.height].every((n) => n >= 1 && n <= 65_535),
        "its size is possible",
      );
      const elsewhere = Uint8Array.of(1, 2, 3, ...jpeg, 4).subarray(3, -1);
      demand(
        JSON.stringify(inspectJpeg(elsewhere)) === JSON.stringify(size),
        "it is the same anywhere in memory",
      );
    }),
  },
  {
    name: "libjpeg refuses a damaged JPEG, or decodes the size that its header says",
    weight: 3,
    property: fc.asyncProperty(damaged(SMALL_JPEG), async (jpeg) => {
      const size = inspectJpeg(jpeg);
      const scaled = await scaleDown(jpeg, MAX_PIXELS);
      if (scaled === null) return;
      const { width, height, channels, pixels } = scaled;
      demand(width <= 480 && height <= 960, "it fits the preview");
      demand(pixels.length === width * height * channels, "it is whole");
      if (size === null) return;
      demand(size.width * size.height <= MAX_PIXELS, "nothing larger than allowed is decoded");
      const scale = Math.min(1, 480 / size.width, 960 / size.height);
      const isAbout = (actual: number, full: number) => Math.abs(actual - Math.max(1, full * scale)) <= 1;
      demand(isAbout(width, size.width) && isAbout(height, size.height), "both see one size");
    }),
  },
];
