import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, unlink, writeFile } from "node:fs/promises";
import path from "node:path";

/** The ending of half-written files. */
export const DRAFT = ".draft";

/** Writes and syncs a file under another name, then renames it: a crash leaves all of it or nothing. */
export async function writeDurably(target: string, bytes: Uint8Array): Promise<void> {
  const draft = target + DRAFT;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    // The first error says more than one of the clean-up.
    await unlink(draft).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, target);
}

/** Returns a function that syncs the names in a directory. Calls during a sync share the next one. */
export function createDirectorySync(directory: string): () => Promise<void> {
  let running = Promise.resolve();
  let next: Promise<void> | undefined;

  async function sync(): Promise<void> {
    next = undefined;
    const folder = await open(directory, "r");
    await folder.sync().finally(() => folder.close());
  }

  return () => (next ??= running.catch(() => undefined).then(() => (running = sync())));
}

/** Errors of a wrong setting or a foreign folder. A full or broken disk is no reason not to start. */
const SETTING_ERRORS = ["EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR", "ENOENT", "ELOOP", "ENAMETOOLONG"];

/**
 * Tries to write to a spool's directory, because the first outage of the store would be too late to find out.
 *
 * @returns what is wrong with the setting; null for nothing
 */
export async function findDirectoryFault(directory: string): Promise<string | null> {
  const file = path.join(directory, `${randomUUID()}.try`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(file, "", { mode: 0o600, flag: "wx" });
    await rm(file);
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !SETTING_ERRORS.some((code) => hasCode(error, code))) return null;
    return `must be a folder that this process may write: ${error.message}`;
  }
}

export function orIfMissing<T>(fallback: T): (error: unknown) => T {
  return (error) => {
    if (hasCode(error, "ENOENT")) return fallback;
    throw error;
  };
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
