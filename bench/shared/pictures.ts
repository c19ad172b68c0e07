import { folderFootage } from "../../scripts/provider-sim/footage.ts";
import { drawPictures } from "../../scripts/provider-sim/picture.ts";

const MAX_PIXELS = 7680 * 4320;

/** So many JPEGs, drawn or of a folder. */
export async function loadPictures(count: number, folder: string | null): Promise<Buffer[]> {
  if (folder === null) return drawPictures("Bench", count);
  const footage = await folderFootage(folder);
  return Promise.all(Array.from({ length: count }, (_, n) => footage(n)(0)));
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
