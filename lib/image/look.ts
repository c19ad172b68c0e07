import type { Pixels } from "./preview.ts";

/** What can be told about a picture at a glance. */
export type Look = {
  /** How much of the picture is darker than asked for, 0 to 1. */
  readonly dark: number;
  readonly fingerprint: Fingerprint;
};

/** The mean brightness, 0 to 255, of each of 16 × 9 fields of a picture, row by row. */
export type Fingerprint = Uint8Array;

const COLUMNS = 16;
const ROWS = 9;
export const FINGERPRINT_LENGTH = COLUMNS * ROWS;

/** Every second pixel of every second line tells as much, in a quarter of the time. */
const STEP = 2;
const FULL_LIGHT = 255;

/** @param darkBelow the brightness under which a pixel is dark, 0 (black) to 1 (white) */
export function lookAt({ pixels, width, height, channels }: Pixels, darkBelow: number): Look {
  const fingerprint = new Uint8Array(FINGERPRINT_LENGTH);
  const sums = new Float64Array(FINGERPRINT_LENGTH);
  const counts = new Uint32Array(FINGERPRINT_LENGTH);
  const limit = darkBelow * FULL_LIGHT;
  let dark = 0;
  let seen = 0;
  for (let y = 0; y < height; y += STEP) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    let x = 0;
    // Field by field, so that the sums of the one at hand need no place in an array: this runs for every frame.
    for (let column = 0; column < COLUMNS; column += 1) {
      const end = ((column + 1) * width) / COLUMNS;
      let sum = 0;
      let count = 0;
      for (; x < end; x += STEP) {
        const light = lightAt(pixels, (y * width + x) * channels, channels);
        sum += light;
        count += 1;
        if (light < limit) dark += 1;
      }
      sums[row + column] = (sums[row + column] ?? 0) + sum;
      counts[row + column] = (counts[row + column] ?? 0) + count;
      seen += count;
    }
  }
  for (const [field, sum] of sums.entries())
    fingerprint[field] = Math.round(sum / Math.max(1, counts[field] ?? 0));
  return { dark: dark / seen, fingerprint };
}

/** Luma as BT.709 weighs it, in 256ths. */
function lightAt(pixels: Uint8Array, at: number, channels: number): number {
  const first = pixels[at] ?? 0;
  if (channels < 3) return first;
  return (first * 54 + (pixels[at + 1] ?? 0) * 183 + (pixels[at + 2] ?? 0) * 19) / 256;
}

/** The largest difference between two pictures in the mean brightness of one field, 0 to 255. */
export function difference(a: Fingerprint, b: Fingerprint): number {
  return a.reduce((most, light, field) => Math.max(most, Math.abs(light - (b[field] ?? 0))), 0);
}
