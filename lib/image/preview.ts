import { PREVIEW_SIZE } from "#lib/model/frame.ts";
import { claimMoreLines } from "./jpeg.ts";
import { loadLibvips } from "./libvips.ts";

/** Against libvips' own choice, lanczos3: a tenth less time and 3 % fewer bytes, for what no eye can tell (49 dB). */
const KERNEL = "lanczos2";

/**
 * On frames of real video at 1080p, effort 2 weighs an eighth less than 1 and takes 1 ms more; effort 4 weighs as
 * much as 2 and takes twice as long.
 */
const WEBP = { quality: 70, effort: 2 };

/** A picture, decoded. */
export type Pixels = {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
};

/** A frame, decoded and scaled down. */
export type Scaled = Pixels & {
  /** The decoder made part of the picture up, or there is more data than the picture has room for. */
  readonly isDamaged: boolean;
};

/**
 * Decodes a JPEG at the size of a preview.
 *
 * @returns null when the picture cannot be decoded or has more pixels than `maxPixels`
 * @throws Error on a machine that can decode none
 */
export async function scaleDown(jpeg: Uint8Array, maxPixels: number): Promise<Scaled | null> {
  // libjpeg only warns where a scan ends too early or has impossible codes.
  const whole = await decode(jpeg, maxPixels, "warning");
  if (whole !== null) return { ...whole, isDamaged: await hasMoreData(jpeg) };
  const repaired = await decode(jpeg, maxPixels, "error");
  return repaired && { ...repaired, isDamaged: true };
}

/** Encodes a preview as WebP, a few KB. */
export async function encodePreview({ pixels, width, height, channels }: Pixels): Promise<Uint8Array> {
  const sharp = await loadLibvips();
  return sharp(pixels, { raw: { width, height, channels } }).webp(WEBP).toBuffer();
}

async function decode(
  jpeg: Uint8Array,
  maxPixels: number,
  failOn: "warning" | "error",
): Promise<Pixels | null> {
  const sharp = await loadLibvips();
  try {
    const { data, info } = await sharp(jpeg, { failOn, limitInputPixels: maxPixels, sequentialRead: true })
      // A WebP has no orientation of its own. Browsers turn originals themselves.
      .autoOrient()
      .resize({ ...PREVIEW_SIZE, kernel: KERNEL, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { pixels: data, width, height, channels };
  } catch {
    return null;
  }
}

/** libvips decodes no more lines than a JPEG claims, and says nothing of the data behind them. */
async function hasMoreData(jpeg: Uint8Array): Promise<boolean> {
  const taller = claimMoreLines(jpeg);
  if (taller === null) return false;
  const sharp = await loadLibvips();
  try {
    await sharp(taller.jpeg, { failOn: "warning", limitInputPixels: false, sequentialRead: true })
      .extract({ left: 0, top: taller.lines - 1, width: 1, height: 1 })
      .raw()
      .toBuffer();
    return true;
  } catch {
    return false;
  }
}
