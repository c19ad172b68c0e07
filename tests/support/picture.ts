import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";

/** A grey JPEG of 64 × 36 pixels: small enough to be written out, real enough to be decoded. */
export const SMALL_JPEG: Uint8Array<ArrayBuffer> = Uint8Array.from(
  Buffer.from(
    "/9j/2wBDABAQEBAREBIUFBIZGxgbGSUiHx8iJTgoKygrKDhVNT41NT41VUtbSkVKW0uHal5eaoecg3yDnL2pqb3u4u7/////2wBDARAQEBAR" +
      "EBIUFBIZGxgbGSUiHx8iJTgoKygrKDhVNT41NT41VUtbSkVKW0uHal5eaoecg3yDnL2pqb3u4u7/////wgARCAAkAEADASIAAhEBAxEB/8QA" +
      "FQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIQAxAAAACAAAAAAAAAAAAD/8QAFBABAAAAAAAAAAAA" +
      "AAAAAAAAUP/aAAgBAQABPwAj/8QAFBEBAAAAAAAAAAAAAAAAAAAAMP/aAAgBAgEBPwBP/8QAFBEBAAAAAAAAAAAAAAAAAAAAMP/aAAgBAwEB" +
      "PwBP/9k=",
    "base64",
  ),
);

/**
 * A picture with some detail in it, so that its scan is long enough to be damaged. It is the same each time: of random
 * ones, one in thirty could be damaged without a trace.
 */
export function picture(width: number, height: number): Sharp {
  const length = width * height * 3;
  const noise = createHash("shake256", { outputLength: 2 * length })
    .update("noise")
    .digest();
  // Around the middle, as noise is.
  const pixels = Buffer.alloc(length).map((_, at) => ((noise[2 * at] ?? 0) + (noise[2 * at + 1] ?? 0)) / 2);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export async function jpegOf(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await picture(width, height).jpeg({ quality: 60 }).toBuffer());
}

/** The same JPEG, whose frame header claims another size. */
export function claimSize(
  jpeg: Uint8Array,
  { width, height }: { width: number; height: number },
): Uint8Array<ArrayBuffer> {
  const copy = Buffer.from(jpeg);
  const sof =
    [0xc0, 0xc2].map((type) => copy.indexOf(Buffer.from([0xff, type]))).find((at) => at !== -1) ?? 0;
  copy.writeUInt16BE(height, sof + 5);
  copy.writeUInt16BE(width, sof + 7);
  return Uint8Array.from(copy);
}

/** A progressive JPEG of that size and so many scans, in all but the first of which there is nothing. */
export function inScans(count: number, size: { width: number; height: number }): Uint8Array<ArrayBuffer> {
  const file = Buffer.from(claimSize(SMALL_JPEG, size));
  const end = file.length - 2;
  const scan = file.subarray(file.lastIndexOf(Buffer.of(0xff, 0xda)), end);
  const own = file.toString("latin1").split("\xff\xda").length - 1;
  const more = Array.from({ length: count - own }, () => scan);
  return Uint8Array.from(Buffer.concat([file.subarray(0, end), ...more, file.subarray(end)]));
}

/** The size that a lossy WebP has by its own header (RFC 9649, 2.5), without libvips, which reads JPEG only here. */
export function webpSize(webp: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(webp);
  if (bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 16) !== "WEBPVP8 ") {
    throw new Error("This is no lossy WebP.");
  }
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}
