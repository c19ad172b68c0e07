import { inspectJpeg, type JpegSize } from "#lib/image/jpeg.ts";
import type { Rejection } from "./outcome.ts";

/**
 * How often a decoder may go over the largest picture; over smaller ones it may in proportion. Encoders of progressive
 * JPEGs write about ten scans. A hundred almost empty scans of 8K pixels take ten seconds and more.
 */
const MAX_SCANS = 16;

/** Returns the size of a picture, or why it must not be decoded. */
export function examine(bytes: Uint8Array, maxPixels: number): JpegSize | Rejection {
  const jpeg = inspectJpeg(bytes);
  if (jpeg === null) return { rejected: "not-a-jpeg" };
  const { width, height, scans } = jpeg;
  const pixels = width * height;
  if (pixels > maxPixels) {
    const detail = `It has ${width} × ${height}; at most ${maxPixels} are accepted.`;
    return { rejected: "too-many-pixels", detail };
  }
  if (pixels * scans > maxPixels * MAX_SCANS) {
    const detail = `It has ${width} × ${height} in ${scans} scans, which take too long to decode.`;
    return { rejected: "too-many-pixels", detail };
  }
  return { width, height };
}
