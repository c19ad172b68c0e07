import { existsSync, rmSync } from "node:fs";
import path from "node:path";

/** What every store of the demo has in its directory; a directory without it is somebody else's. */
const STORE_MARK = "store.log";

/** Removes what earlier demos stored. @throws Error when the directory holds something else */
export function forgetStored(directory: string): void {
  if (!existsSync(directory)) return;
  if (!existsSync(path.join(directory, STORE_MARK))) {
    throw new Error(`--fresh leaves ${directory} alone: it does not look like a store of the demo.`);
  }
  rmSync(directory, { recursive: true });
}
