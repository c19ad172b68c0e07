import { createWriteStream, rmSync } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { FrameId } from "#lib/model/frame.ts";
import type { Picture } from "./originals.ts";

/** The name of a picture's file, which sorts by time: 20261123T153308.123Z-<feed>.jpg */
function toFileName({ time, feed }: FrameId): string {
  return `${new Date(time).toISOString().replaceAll(/[-:]/g, "")}-${feed}.jpg`;
}

/** Writes each picture as a file. A file that is complete stays. */
export async function exportFolder(pictures: AsyncIterable<Picture>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for await (const { frame, jpeg } of pictures) {
    const file = path.join(folder, toFileName(frame));
    const size = await stat(file).then(
      (found) => found.size,
      () => null,
    );
    if (size !== jpeg.byteLength) await writeWhole(file, (part) => writeFile(part, jpeg));
  }
}

export function isZip(fileName: string): boolean {
  return /\.zip$/i.test(fileName);
}

/** Writes a zip, one picture at a time and uncompressed: JPEGs do not get smaller. */
export async function exportZip(pictures: AsyncIterator<Picture>, file: string): Promise<void> {
  const zip = new ZipFile();
  const { promise: failed, reject } = Promise.withResolvers<never>();
  zip.on("error", reject);
  async function addNext(): Promise<void> {
    const next = await pictures.next();
    if (next.done === true) {
      zip.end();
      return;
    }
    const { frame, jpeg } = next.value;
    // yazl asks for a picture when those before it are written.
    zip.addReadStreamLazy(toFileName(frame), { compress: false, mtime: new Date(frame.time) }, (give) => {
      give(null, Readable.from([Buffer.from(jpeg)]));
      addNext().catch(reject);
    });
  }
  await addNext();
  await Promise.race([failed, pipeline(zip.outputStream, createWriteStream(file))]);
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const SIGNALS = Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[];

/** Gives a file its name when it is complete. A signal ends the process, and leaves nothing half-written. */
export async function writeWhole(target: string, write: (file: string) => Promise<void>): Promise<void> {
  const part = `${target}.part`;
  const end = (signal: keyof typeof EXIT_CODES) => {
    rmSync(part, { force: true });
    process.exit(EXIT_CODES[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    await write(part);
    await rename(part, target);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
    await rm(part, { force: true });
  }
}
