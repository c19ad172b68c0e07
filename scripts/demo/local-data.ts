import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The webhook secret of this machine's own provider, for `npm run demo` and `npm run dev`. */
export const LOCAL_SECRET_FILE = ".data/webhook-secret";

/** Every local store has this file in its directory. Any other directory is left alone. */
const STORE_MARK = "store.log";
/** Names the layout of the bucket in a local store. Stores of older layouts do not have it. */
const LAYOUT_FILE = "layout";
const LAYOUT = "log 1\n";

/** A webhook secret for this machine alone; the same one every time. */
export function localSecret(): string {
  if (!existsSync(LOCAL_SECRET_FILE)) {
    mkdirSync(path.dirname(LOCAL_SECRET_FILE), { recursive: true });
    writeFileSync(LOCAL_SECRET_FILE, randomBytes(32).toString("base64"), { mode: 0o600 });
  }
  return readFileSync(LOCAL_SECRET_FILE, "utf8").trim();
}

/**
 * Prepares the directory of a local store. A store of another layout is removed: nothing could read it.
 *
 * @param print takes one line when that happens
 */
export function prepareStoreDirectory(directory: string, print: (line: string) => void): void {
  const layoutFile = path.join(directory, LAYOUT_FILE);
  const layout = existsSync(layoutFile) ? readFileSync(layoutFile, "utf8") : null;
  if (existsSync(path.join(directory, STORE_MARK)) && layout !== LAYOUT) {
    rmSync(directory, { recursive: true });
    print(`${directory} was of an earlier version of Livewall, with another layout: starting afresh.`);
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(layoutFile, LAYOUT);
}

/** Removes the data of earlier demos. @throws Error if the directory holds something else */
export function removeStored(directory: string): void {
  if (!existsSync(directory)) return;
  if (!existsSync(path.join(directory, STORE_MARK))) {
    throw new Error(`--fresh leaves ${directory} alone: it does not look like a store of the demo.`);
  }
  rmSync(directory, { recursive: true });
}
