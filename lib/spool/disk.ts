import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, unlink } from "node:fs/promises";

/** The ending of half-written files. */
export const DRAFT = ".draft";

/** Writes and syncs a file as a draft, then renames it: a crash leaves all of it or nothing. */
export async function writeDurably(
  target: string,
  bytes: string | Uint8Array,
  draft = target + DRAFT,
): Promise<void> {
  await createFile(draft, bytes, { isSynced: true });
  await rename(draft, target).catch((error: unknown) => undo(draft, error));
}

/** Writes a new file, or leaves none: a full disk may have room for a name only. @throws EEXIST if there is one */
export async function createFile(
  target: string,
  bytes: string | Uint8Array,
  { isSynced = false } = {},
): Promise<void> {
  const file = await open(target, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    if (isSynced) await file.sync();
  } catch (error) {
    await undo(target, error);
  } finally {
    await file.close();
  }
}

/** The first error says more than one of the clean-up. */
async function undo(target: string, error: unknown): Promise<never> {
  await unlink(target).catch(() => undefined);
  throw error;
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

/** A file that is written to try the disk, about as long as a frame. */
export const TRIAL = { ending: ".try", bytes: 100_000 };

/** Tries to write to a spool's directory, and leaves nothing behind. @throws Error of the file system */
export async function tryToWrite(directory: string): Promise<void> {
  // Not by path.join: the build would add the whole project to what it serves.
  const file = `${directory}/${randomUUID()}${TRIAL.ending}`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await createFile(file, new Uint8Array(TRIAL.bytes));
  await unlink(file);
}

/** Errors of a wrong setting or a foreign folder. A full or broken disk is no reason not to start. */
const SETTING_ERRORS = ["EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR", "ENOENT", "ELOOP", "ENAMETOOLONG"];

/**
 * Tries to write to a spool's directory, because the first outage of the store would be too late to find out.
 *
 * @returns what is wrong with the setting; null for nothing
 */
export async function findDirectoryFault(directory: string): Promise<string | null> {
  try {
    await tryToWrite(directory);
    return null;
  } catch (error) {
    if (!(error instanceof Error) || !SETTING_ERRORS.some((code) => hasCode(error, code))) return null;
    // A disk that has become read-only may hold hooks, which wait for their delivery.
    const names = hasCode(error, "EROFS") ? await readdir(directory).catch(() => []) : [];
    return names.length > 0 ? null : `must be a folder that this process may write: ${error.message}`;
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
