import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { streamId } from "#lib/model/stream.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { frameKey, type FrameId } from "#lib/store/keys.ts";
import { openObjects } from "#lib/store/objects.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { count, createProgress } from "../progress/progress.ts";
import { thisWorld, type World } from "../world/world.ts";
import { exportFolder } from "./folder.ts";
import { framesOf, simultaneous } from "./frames.ts";
import { type ExportOptions, parseOptions, USAGE } from "./options.ts";
import type { Picture } from "./picture.ts";
import { readAhead } from "./read-ahead.ts";
import { exportVideo, isVideo } from "./video.ts";
import { exportZip, isZip } from "./zip.ts";

const PATIENCE_MS = 30_000;
const AT_ONCE = 16;

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
  const [first, last] = [frames[0], frames.at(-1)];
  if (first === undefined || last === undefined) {
    world.print(`${streamId(options.stream)} has no pictures in that period`);
    return 1;
  }
  const period = `${new Date(first.time).toISOString()} to ${new Date(last.time).toISOString()}`;
  world.print(`${count(frames.length)} pictures, ${period}`);

  const progress = createProgress(frames.length, process.stderr.isTTY, (text) => process.stderr.write(text));
  const pictures = readAhead(frames, AT_ONCE, async (frame): Promise<Picture> => {
    const jpeg = await objects.read(frameKey(frame));
    progress.step();
    return { frame, jpeg };
  });
  await write(frames, pictures, target, options).finally(progress.end);
  world.print(`Written: ${options.out}`);
  return 0;
}

async function write(
  frames: readonly FrameId[],
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
    await asFile(target, (file) => exportZip(frames, pictures, file));
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
