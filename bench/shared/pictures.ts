import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { drawPictures } from "../../scripts/provider-sim/picture.ts";

const MAX_PIXELS = 7680 * 4320;

/** So many JPEGs, drawn or of a folder. */
export async function loadPictures(count: number, folder: string | null): Promise<Buffer[]> {
  if (folder === null) return drawPictures("Bench", count);
  const files = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name));
  if (files.length === 0) throw new Error(`There are no JPEGs in ${folder}.`);
  return Array.from({ length: count }, (_, n) =>
    readFileSync(path.join(folder, files[n % files.length] ?? "")),
  );
}

/** Makes previews as the receiver does. Only after drawing: libvips then reads no format but JPEG. */
export async function encodePreviews(frames: readonly Buffer[]): Promise<Uint8Array[]> {
  const { encodePreview, scaleDown } = await import("#lib/image/preview.ts");
  const previews: Uint8Array[] = [];
  for (const frame of frames) {
    const scaled = await scaleDown(frame, MAX_PIXELS);
    if (scaled === null) throw new Error("A picture of the benchmark cannot be decoded.");
    previews.push(await encodePreview(scaled));
  }
  return previews;
}
