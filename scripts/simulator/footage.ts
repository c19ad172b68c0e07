import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Camera } from "./picture.ts";

const run = promisify(execFile);

/** At most this many pictures of a video: five hours of it at 30 s each, a few hundred MB on disk. */
const MAX_VIDEO_FRAMES = 600;

/** Pictures of real life, for a feed by its position: each begins at another one, and goes round. */
export type Footage = (position: number) => Camera;

/** The JPEGs of a folder, in the order of their names. */
export async function folderFootage(directory: string): Promise<Footage> {
  const names = (await listFolder(directory)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`There are no .jpg files in ${directory}.`);
  const files = names.map((name) => path.join(directory, name));
  for (const file of files) {
    const [first, second] = await readFile(file);
    if (first !== 0xff || second !== 0xd8) throw new Error(`${file} is not a JPEG.`);
  }
  return (position) => reel(files, position);
}

/**
 * Frames of a video, one for each `intervalSeconds` of it, taken by ffmpeg in full resolution. They are kept in a
 * folder that goes when this process exits.
 *
 * @param signal ends ffmpeg before it is through
 */
export function videoFootage(video: string, intervalSeconds: number, signal: AbortSignal): Promise<Footage> {
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-frames-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  return takeFrames(video, intervalSeconds, directory, signal).then(() => folderFootage(directory));
}

async function listFolder(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    throw new Error(`${directory} is no folder that can be read.`, { cause: error });
  }
}

async function takeFrames(
  video: string,
  intervalSeconds: number,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  const every = [
    "-vf",
    `fps=1/${intervalSeconds}:round=up`,
    "-frames:v",
    String(MAX_VIDEO_FRAMES),
    "-q:v",
    "3",
  ];
  try {
    const pictures = path.join(directory, "%05d.jpg");
    const taking = run("ffmpeg", ["-v", "error", "-nostdin", "-i", video, ...every, pictures]);
    // While it waits for its input, ffmpeg takes no notice of a SIGTERM; and execFile's own signal sends no other.
    signal.addEventListener("abort", () => taking.child.kill("SIGKILL"), { once: true });
    await taking;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error("ffmpeg is not installed, and frames of a video need it.", { cause: error });
    }
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`ffmpeg could not read ${video}: ${said}`, { cause: error });
  }
}

function reel(files: readonly string[], position: number): Camera {
  let next = position;
  return () => {
    const file = files[next++ % files.length];
    return file === undefined ? Promise.reject(new RangeError("no footage")) : readFile(file);
  };
}
