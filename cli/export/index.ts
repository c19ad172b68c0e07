import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import type { StoredFrame } from "#lib/model/feed.ts";
import { streamId } from "#lib/model/stream.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects } from "#lib/store/objects.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { count, createProgress } from "../progress/progress.ts";
import { thisWorld, type World } from "../world/world.ts";
import { exportFolder } from "./folder.ts";
import { framesOf, simultaneous } from "./frames.ts";
import { type ExportOptions, parseOptions, USAGE } from "./options.ts";
import { nonEmpty, readOriginals, withinLog } from "./originals.ts";
import type { Picture } from "./picture.ts";
import { exportVideo, isVideo } from "./video.ts";
import { exportZip, isZip } from "./zip.ts";

const PATIENCE_MS = 30_000;

export function run(args: string[]): Promise<number> {
  return exportFrames(args, thisWorld());
}

/** `livewall export`. @returns the exit code: 1 when there is nothing in the period */
export async function exportFrames(args: string[], world: World): Promise<number> {
  const options = parseOptions(args, Date.now());
  if (options === null) {
    world.print(USAGE);
    return 0;
  }
  const target = path.resolve(world.directory, options.out);
  const isFile = isVideo(target) || isZip(target);
  if (isFile && existsSync(target)) throw new UsageError(`${options.out} is there already`);
  const settings = parseStoreSettings(world.env);
  const client = createClient(settings, PATIENCE_MS);
  const objects = openObjects(client, settings.bucket);
  const frames = await framesOf(objects, options.stream, options.feed, options.period);
  const kept = await withinLog(objects, frames);
  const progress = createProgress(kept.length, process.stderr.isTTY, (text) => process.stderr.write(text));
  let written = 0;
  const originals = readOriginals(objects, kept, (isThere) => {
    written += isThere ? 1 : 0;
    progress.step();
  });
  try {
    const pictures = await nonEmpty(originals);
    if (pictures === null) {
      world.print(nothingOf(options, frames));
      return 1;
    }
    world.print(`${count(frames.length)} pictures, ${periodOf(frames)}`);
    await write(frames, pictures, target, options);
  } finally {
    progress.end();
  }
  const expired = frames.length - written;
  if (expired > 0) world.print(`${count(expired)} of them have expired: only their previews are left`);
  world.print(`Written: ${options.out}`);
  return 0;
}

function nothingOf({ stream }: ExportOptions, frames: readonly StoredFrame[]): string {
  return frames.length === 0
    ? `${streamId(stream)} has no pictures in that period`
    : `the ${count(frames.length)} pictures of ${streamId(stream)} in that period have expired: only previews are left`;
}

function periodOf(frames: readonly StoredFrame[]): string {
  const written = (frame: StoredFrame | undefined) => new Date(frame?.time ?? 0).toISOString();
  return `${written(frames[0])} to ${written(frames.at(-1))}`;
}

async function write(
  frames: readonly StoredFrame[],
  pictures: AsyncGenerator<Picture>,
  target: string,
  options: ExportOptions,
): Promise<void> {
  if (isVideo(target)) {
    const feeds = simultaneous(frames);
    if (feeds.length > 0) {
      throw new UsageError(`these feeds sent at the same time, choose one with --feed: ${feeds.join(", ")}`);
    }
    await asFile(target, (file) => exportVideo(pictures, { ...options, file }));
  } else if (isZip(target)) {
    await asFile(target, (file) => exportZip(pictures, file));
  } else {
    await exportFolder(pictures, target);
  }
}

/** A file has its name once it is whole. */
async function asFile(target: string, make: (file: string) => Promise<void>): Promise<void> {
  const part = `${target}.part`;
  try {
    await make(part);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}
