import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { drawnCamera } from "../../scripts/simulator/picture.ts";
import { PICTURES } from "./store/control.ts";
import type { Sizes } from "./viewers/viewer.ts";

const MOST_PIXELS = 7680 * 4320;
const NOON = Date.UTC(2026, 0, 1, 12);

/** Puts frames and their previews, made as the receiver makes them, where the store finds them. */
export async function preparePictures(folder: string, images: string | null): Promise<Sizes> {
  const frames = images === null ? await drawn() : chosen(images);
  // Not before the pictures are drawn: it takes from this process's sharp all formats but JPEG.
  const { encodePreview, scaleDown } = await import("#lib/image/preview.ts");
  const previews = await Promise.all(
    frames.map(async (frame) => {
      const scaled = await scaleDown(frame, MOST_PIXELS);
      if (scaled === null) throw new Error("A picture of the benchmark cannot be decoded.");
      return encodePreview(scaled);
    }),
  );
  frames.forEach((frame, n) => writeFileSync(`${folder}/${n}.jpg`, frame));
  previews.forEach((preview, n) => writeFileSync(`${folder}/${n}.webp`, preview));
  return { frames: frames.map(({ length }) => length), previews: previews.map(({ length }) => length) };
}

function drawn(): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: PICTURES }, (_, n) => drawnCamera(`Bench ${n}`, n)(NOON + n * 7_000)),
  );
}

function chosen(folder: string): Buffer[] {
  const files = readdirSync(folder).filter((name) => /\.jpe?g$/i.test(name));
  if (files.length === 0) throw new Error(`There are no JPEGs in ${folder}.`);
  return Array.from({ length: PICTURES }, (_, n) =>
    readFileSync(path.join(folder, files[n % files.length] ?? "")),
  );
}
