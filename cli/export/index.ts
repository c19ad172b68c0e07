import { existsSync } from "node:fs";
import path from "node:path";
import { InvalidArgumentError } from "commander";
import type { StoredFrame } from "#lib/model/feed.ts";
import { isFeedId, parseStream, streamId } from "#lib/model/stream.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects } from "../bucket/objects.ts";
import { createCommand, UsageError, wholeNumber } from "../command.ts";
import { parseLength, parseTime, toPeriod } from "../period.ts";
import { createProgress } from "../progress.ts";
import { formatCount } from "../text.ts";
import type { World } from "../world.ts";
import { findSimultaneous, listFrames } from "./frames.ts";
import { nonEmpty, type Picture, readOriginals, withinLog } from "./originals.ts";
import { exportFolder, exportZip, isZip, writeWhole } from "./files.ts";
import { exportVideo, isVideo } from "./video.ts";

const TIMEOUT_MS = 30_000;

type ExportOptions = {
  readonly out: string;
  readonly last?: number;
  readonly from?: number;
  readonly to?: number;
  readonly feed?: string;
  readonly rate: number;
  readonly maxWidth: number;
};

/** `livewall export`. Returns 1 when the period has no pictures. */
export async function run(args: string[], world: World): Promise<number> {
  const description = "Exports the original pictures of a stream. The bucket is only read.";
  const command = createCommand("export", description, world)
    .argument("<account/name>", "the stream")
    .requiredOption("--out <target>", "a folder; a .zip; or a time-lapse, .mp4 or .webm (needs ffmpeg)")
    .option("--last <length>", "the period: the last 30m, 12h or 7d before --to", parseLength)
    .option("--from <time>", "its start, such as 2026-11-23, 2026-11-23T14:00 (local) or T14:00Z", parseTime)
    .option("--to <time>", "its end (default: now)", parseTime)
    .option("--feed <id>", "only pictures of this feed", parseFeed)
    .option("--rate <n>", "pictures a second of a time-lapse", wholeNumber(1, 120), 10)
    .option("--max-width <n>", "the largest width of a time-lapse", wholeNumber(16, 7_680), 1_920)
    .parse(args, { from: "user" });
  const options = command.opts<ExportOptions>();
  const stream = parseStream(command.args[0] ?? "");
  if (stream === null) throw new UsageError("name one stream, as <account>/<stream name>");
  const period = toPeriod(options, Date.now());
  const target = path.resolve(world.directory, options.out);
  if ((isVideo(target) || isZip(target)) && existsSync(target))
    throw new UsageError(`${options.out} is there already`);

  const settings = parseStoreSettings(world.env);
  const objects = openObjects(createClient(settings, { timeoutMs: TIMEOUT_MS }), settings.bucket);
  const frames = await listFrames(objects, stream, options.feed ?? null, period);
  const kept = await withinLog(objects, frames);
  const progress = createProgress(kept.length);
  let written = 0;
  const originals = readOriginals(objects, kept, (isThere) => {
    written += isThere ? 1 : 0;
    progress.step();
  });
  try {
    const pictures = await nonEmpty(originals);
    if (pictures === null) {
      world.print(
        frames.length === 0
          ? `${streamId(stream)} has no pictures in that period`
          : `the ${formatCount(frames.length)} pictures of ${streamId(stream)} in that period have expired: only previews are left`,
      );
      return 1;
    }
    const [from, to] = [frames[0], frames.at(-1)].map((frame) => new Date(frame?.time ?? 0).toISOString());
    world.print(`${formatCount(frames.length)} pictures, ${from} to ${to}`);
    await write(frames, pictures, target, options);
  } finally {
    progress.end();
  }
  const expired = frames.length - written;
  if (expired > 0) world.print(`${formatCount(expired)} of them have expired: only their previews are left`);
  world.print(`Written: ${options.out}`);
  return 0;
}

function parseFeed(text: string): string {
  if (!isFeedId(text)) throw new InvalidArgumentError("It must be a feed id.");
  return text;
}

async function write(
  frames: readonly StoredFrame[],
  pictures: AsyncGenerator<Picture>,
  target: string,
  options: ExportOptions,
): Promise<void> {
  if (isVideo(target)) {
    const feeds = findSimultaneous(frames);
    if (feeds.length > 0) {
      throw new UsageError(`these feeds sent at the same time, choose one with --feed: ${feeds.join(", ")}`);
    }
    await writeWhole(target, (file) => exportVideo(pictures, { ...options, file }));
  } else if (isZip(target)) {
    await writeWhole(target, (file) => exportZip(pictures, file));
  } else {
    await exportFolder(pictures, target);
  }
}
