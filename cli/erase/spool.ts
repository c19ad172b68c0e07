import { readdir, readFile, unlink } from "node:fs/promises";
import path from "node:path";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { decodeEntry } from "#lib/spool/entry.ts";
import type { World } from "../world.ts";

/**
 * Finds the files of a stream in the spool, and removes them unless it is a dry run.
 *
 * @returns the number of its files (waiting, kept aside or half-written), and of files that hold no readable hook
 */
export async function findSpoolFiles(
  { env, directory }: Pick<World, "env" | "directory">,
  stream: Stream,
  isDryRun: boolean,
) {
  let [spool, unreadable] = [0, 0];
  const setting = env.SPOOL_DIR?.trim() ?? "";
  const folder = path.resolve(directory, setting);
  const names = setting === "" ? [] : await readdir(folder).catch(ifMissing([]));
  for (const name of names.filter((one) => /\.hook(\.rejected|\.damaged|\.draft)?$/.test(one))) {
    const file = path.join(folder, name);
    const bytes = await readFile(file).catch(ifMissing(null));
    // Delivered meanwhile: the next pass over the bucket finds it.
    if (bytes === null) continue;
    const entry = decodeEntry(bytes);
    if (entry === null) unreadable += 1;
    else if (
      streamId(entry.kind === "frame" ? entry.frame.stream : entry.event.stream) === streamId(stream)
    ) {
      spool += 1;
      if (!isDryRun) await unlink(file).catch(ifMissing(undefined));
    }
  }
  return { spool, unreadable };
}

function ifMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return instead;
    throw error;
  };
}
