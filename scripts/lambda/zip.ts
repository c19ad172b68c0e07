import { createWriteStream, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** The earliest time of a zip. A fixed time makes equal zips of equal files, so AWS sees that nothing has changed. */
const FIXED_TIME = new Date(1980, 0, 1);
const READABLE = 0o100644;

/** Zips all files of a folder. @returns the sizes of the zip and of its contents, in bytes */
export async function zipFolder(
  folder: string,
  zipFileName: string,
): Promise<{ zipped: number; unzipped: number }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const zip = new ZipFile();
  for (const file of files) {
    const name = path.relative(folder, file).split(path.sep).join("/");
    zip.addFile(file, name, { mtime: FIXED_TIME, mode: READABLE });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(zipFileName));
  const unzipped = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { zipped: statSync(zipFileName).size, unzipped };
}
