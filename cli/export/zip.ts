import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { FrameId } from "#lib/store/keys.ts";
import { fileName } from "./frames.ts";
import type { Picture } from "./picture.ts";

export function isZip(fileName: string): boolean {
  return /\.zip$/i.test(fileName);
}

/** Writes a zip, one picture at a time. JPEGs do not get smaller: they are stored as they are. */
export async function exportZip(
  frames: readonly FrameId[],
  pictures: AsyncIterator<Picture>,
  file: string,
): Promise<void> {
  const zip = new ZipFile();
  const { promise: broken, reject } = Promise.withResolvers<never>();
  zip.on("error", reject);
  for (const frame of frames) {
    // yazl asks for one after the other, in this order.
    zip.addReadStreamLazy(fileName(frame), { compress: false, mtime: new Date(frame.time) }, (give) => {
      pictures.next().then(
        ({ value }) => give(null, Readable.from([Buffer.from((value as Picture).jpeg)])),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  }
  zip.end();
  await Promise.race([broken, pipeline(zip.outputStream, createWriteStream(file))]);
}
