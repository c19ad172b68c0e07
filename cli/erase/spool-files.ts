import { readdir, readFile, unlink } from "node:fs/promises";
import path from "node:path";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { decodeEntry } from "#lib/spool/entry.ts";

export type SpoolFiles = {
  /** How many files hold a hook of the stream: waiting, rejected or half-written. */
  readonly found: number;
  /** How many files cannot be read as a hook. */
  readonly unreadable: number;
};

/** Finds the files of a stream in a spool, and removes them unless it is a dry run. A missing folder has none. */
export async function findSpoolFiles(
  directory: string,
  stream: Stream,
  isDryRun: boolean,
): Promise<SpoolFiles> {
  let [found, unreadable] = [0, 0];
  const names = await readdir(directory).catch(absent([]));
  for (const name of names.filter((one) => /\.hook(\.rejected|\.draft)?$/.test(one))) {
    const file = path.join(directory, name);
    const bytes = await readFile(file).catch(absent(null));
    // Delivered in the meantime: the bucket is looked at once more.
    if (bytes === null) continue;
    const entry = decodeEntry(bytes);
    if (entry === null) unreadable += 1;
    else if (
      streamId(entry.kind === "frame" ? entry.frame.stream : entry.event.stream) === streamId(stream)
    ) {
      found += 1;
      if (!isDryRun) await unlink(file).catch(absent(undefined));
    }
  }
  return { found, unreadable };
}

function absent<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return instead;
    throw error;
  };
}
