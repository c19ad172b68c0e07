import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** What a wrong setting, or a folder of somebody else, comes to; a disk that is full or broken is another matter. */
const MISTAKES = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "EEXIST",
  "ENOTDIR",
  "ENOENT",
  "ELOOP",
  "ENAMETOOLONG",
]);

/**
 * Tries a spool's folder: whether it can be used is known only to the disk, and the first outage of the store would be
 * too late to find out.
 *
 * @returns what is wrong with the setting, in words; null when nothing is
 */
export async function faultOfDirectory(directory: string): Promise<string | null> {
  const file = path.join(directory, `${randomUUID()}.try`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(file, "", { mode: 0o600, flag: "wx" });
    await rm(file);
    return null;
  } catch (error) {
    const isMistake = error instanceof Error && "code" in error && MISTAKES.has(String(error.code));
    return isMistake ? `must be a folder that this process may write: ${error.message}` : null;
  }
}
