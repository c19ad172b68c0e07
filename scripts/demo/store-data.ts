import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Every local store has this in its directory; a directory without it is somebody else's. */
const STORE_MARK = "store.log";
/** Says which layout of the bucket a local store holds. Stores before the log do not have it. */
const LAYOUT_FILE = "layout";
const LAYOUT = "log 1\n";

/**
 * Makes the directory of a local store ready. A store of another layout is removed: nothing could read it.
 *
 * @param say is told, in one line, when that happens
 */
export function prepareStoreDirectory(directory: string, say: (line: string) => void): void {
  const layoutFile = path.join(directory, LAYOUT_FILE);
  const isOfOtherLayout =
    existsSync(path.join(directory, STORE_MARK)) &&
    (!existsSync(layoutFile) || readFileSync(layoutFile, "utf8") !== LAYOUT);
  if (isOfOtherLayout) {
    rmSync(directory, { recursive: true });
    say(`${directory} was of an earlier version of Livewall, with another layout: starting afresh.`);
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(layoutFile, LAYOUT);
}

/** Removes what earlier demos stored. @throws Error when the directory holds something else */
export function forgetStored(directory: string): void {
  if (!existsSync(directory)) return;
  if (!existsSync(path.join(directory, STORE_MARK))) {
    throw new Error(`--fresh leaves ${directory} alone: it does not look like a store of the demo.`);
  }
  rmSync(directory, { recursive: true });
}
