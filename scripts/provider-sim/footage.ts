import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Camera } from "./picture.ts";

/** Five hours of a video at 30 s each, a few hundred MB on disk. */
const MAX_VIDEO_FRAMES = 600;

/** Real pictures for a feed, by its position: each feed begins at another one, and repeats them in turn. */
export type Footage = (position: number) => Camera;

/** The JPEGs of a folder, in the order of their names. */
export async function folderFootage(directory: string): Promise<Footage> {
  const found = await readdir(directory).catch((cause: unknown) => {
    throw new Error(`${directory} is no folder that can be read.`, { cause });
  });
  const files = found
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .map((name) => path.join(directory, name));
  if (files.length === 0) throw new Error(`There are no .jpg files in ${directory}.`);
  for (const file of files) {
    const [first, second] = await readFile(file);
    if (first !== 0xff || second !== 0xd8) throw new Error(`${file} is not a JPEG.`);
  }
  return (position) => {
    let next = position;
    return () => readFile(files[next++ % files.length] ?? "");
  };
}

/**
 * Frames of a video, one for each `intervalSeconds` of it, taken by ffmpeg in full resolution. They are kept in a
 * folder that goes when this process exits.
 *
 * @param signal ends ffmpeg before it is through
 */
export async function videoFootage(
  video: string,
  intervalSeconds: number,
  signal: AbortSignal,
): Promise<Footage> {
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-frames-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const input = ["-v", "error", "-nostdin", "-i", video];
  const rate = ["-vf", `fps=1/${intervalSeconds}:round=up`, "-frames:v", String(MAX_VIDEO_FRAMES)];
  const output = ["-q:v", "3", path.join(directory, "%05d.jpg")];
  const extraction = promisify(execFile)("ffmpeg", [...input, ...rate, ...output]);
  // While it waits for its input, ffmpeg ignores SIGTERM, the only signal that execFile sends.
  signal.addEventListener("abort", () => extraction.child.kill("SIGKILL"), { once: true });
  await extraction.catch((cause: unknown) => {
    const { code, stderr = "" } = cause as { code?: unknown; stderr?: string };
    if (code === "ENOENT")
      throw new Error("ffmpeg is not installed, and frames of a video need it.", { cause });
    throw new Error(`ffmpeg could not read ${video}: ${stderr.trim() || String(cause)}`, { cause });
  });
  return folderFootage(directory);
}
