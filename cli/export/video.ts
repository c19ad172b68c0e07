import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import type { Picture } from "./originals.ts";

export type VideoOptions = {
  readonly file: string;
  /** Pictures a second. */
  readonly rate: number;
  /** Pictures are not enlarged. */
  readonly maxWidth: number;
};

const CODECS: Readonly<Record<string, readonly string[]>> = {
  mp4: ["-c:v", "libx264", "-crf", "23", "-movflags", "+faststart"],
  webm: ["-c:v", "libvpx-vp9", "-crf", "33", "-b:v", "0"],
};

export function isVideo(fileName: string): boolean {
  return extension(fileName) in CODECS;
}

/** Makes a time-lapse of the size of its first picture. Pictures of other sizes are fitted into it. */
export async function exportVideo(pictures: AsyncGenerator<Picture>, options: VideoOptions): Promise<void> {
  const first = await pictures.next();
  if (first.done === true) return;
  const size = inspectJpeg(first.value.jpeg);
  if (size === null) throw new Error("the first picture cannot be decoded");
  const ffmpeg = spawn("ffmpeg", argumentsFor(size, options), { stdio: ["pipe", "ignore", "pipe"] });
  const ended = Promise.all([once(ffmpeg, "close") as Promise<[number | null]>, text(ffmpeg.stderr)]);
  ended.catch(() => undefined);
  async function* jpegs() {
    yield (first.value as Picture).jpeg;
    for await (const { jpeg } of pictures) yield jpeg;
  }
  const fed = pipeline(Readable.from(jpegs(), { objectMode: true }), ffmpeg.stdin);
  fed.catch(() => undefined);
  const [[code], said] = await ended.catch((error: unknown) => {
    throw new Error("ffmpeg does not start: install it, or choose a folder or a zip", { cause: error });
  });
  // A failed ffmpeg closes the pipe, but its own message says more.
  if (code !== 0) throw new Error(`ffmpeg ended with ${code ?? "a signal"}: ${said.trim().slice(-500)}`);
  await fed;
}

function argumentsFor(
  size: { readonly width: number; readonly height: number },
  { file, rate, maxWidth }: VideoOptions,
): string[] {
  const scale = Math.min(1, maxWidth / size.width);
  const [width, height] = [even(size.width * scale), even(size.height * scale)];
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,setsar=1`;
  const input = ["-f", "image2pipe", "-c:v", "mjpeg", "-framerate", String(rate), "-i", "-"];
  const codec = CODECS[extension(file)] ?? [];
  const format = extension(file);
  return ["-v", "error", "-y", ...input, "-vf", fit, "-pix_fmt", "yuv420p", ...codec, "-f", format, file];
}

/** The codecs need even sizes. */
function even(length: number): number {
  return Math.max(2, Math.floor(length / 2) * 2);
}

function extension(fileName: string): string {
  return /\.(\w+)(?:\.part)?$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
}
