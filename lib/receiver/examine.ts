import { inspectJpeg, type JpegSize } from "#lib/image/jpeg.ts";
import { countScans } from "#lib/image/scans.ts";
import type { Refusal } from "./outcome.ts";

/**
 * How often a decoder may go over the largest picture; over smaller ones it may in proportion. Encoders of progressive
 * JPEGs write about ten scans. Of 8K pixels, a hundred of next to no bytes take ten seconds and more.
 */
const MAX_SCANS = 16;

/** The size of a picture by its structure, or why it is not decoded at all. */
export function examine(jpeg: Uint8Array, maxPixels: number): JpegSize | Refusal {
  const size = inspectJpeg(jpeg);
  if (size === null) return { refused: "not-a-jpeg" };
  const detail = describeExcess(size, countScans(jpeg), maxPixels);
  return detail === null ? size : { refused: "too-many-pixels", detail };
}

function describeExcess({ width, height }: JpegSize, scans: number, maxPixels: number): string | null {
  const pixels = width * height;
  if (pixels > maxPixels) return `It has ${width} × ${height}; at most ${maxPixels} are taken.`;
  if (pixels * scans <= maxPixels * MAX_SCANS) return null;
  return `It has ${width} × ${height} in ${scans} scans, which take too long to decode.`;
}
