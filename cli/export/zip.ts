import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { fileName } from "./frames.ts";
import type { Picture } from "./picture.ts";

export function isZip(fileName: string): boolean {
  return /\.zip$/i.test(fileName);
}

/** Writes a zip, one picture at a time. JPEGs do not get smaller: they are stored as they are. */
export async function exportZip(pictures: AsyncIterator<Picture>, file: string): Promise<void> {
  const zip = new ZipFile();
  const { promise: broken, reject } = Promise.withResolvers<never>();
  zip.on("error", reject);
  async function addNext(): Promise<void> {
    const next = await pictures.next();
    if (next.done === true) {
      zip.end();
      return;
    }
    const { frame, jpeg } = next.value;
    // yazl asks for a picture once those before it are written: then the next one is due.
    zip.addReadStreamLazy(fileName(frame), { compress: false, mtime: new Date(frame.time) }, (give) => {
      give(null, Readable.from([Buffer.from(jpeg)]));
      addNext().catch(reject);
    });
  }
  await addNext();
  await Promise.race([broken, pipeline(zip.outputStream, createWriteStream(file))]);
}
