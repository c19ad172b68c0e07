import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Camera } from "./picture.ts";

const run = promisify(execFile);

/** At most this many pictures of a video: half an hour of frames, a few hundred MB on disk. */
const MAX_VIDEO_FRAMES = 600;

/** Pictures of real life. Each camera begins at another one, and goes round. */
export type Footage = {
  readonly cameraAt: (position: number) => Camera;
  readonly close: () => Promise<void>;
};

/** The JPEGs of a folder, in the order of their names. */
export async function folderFootage(directory: string): Promise<Footage> {
  const names = (await readdir(directory)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`There are no .jpg files in ${directory}.`);
  const files = names.map((name) => path.join(directory, name));
  for (const file of files) {
    const [first, second] = await readFile(file);
    if (first !== 0xff || second !== 0xd8) throw new Error(`${file} is not a JPEG.`);
  }
  return { cameraAt: (position) => reel(files, position), close: () => Promise.resolve() };
}

/** Frames of a video, one for each `intervalSeconds` of it, taken by ffmpeg in full resolution. */
export async function videoFootage(video: string, intervalSeconds: number): Promise<Footage> {
  const directory = await mkdtemp(path.join(tmpdir(), "livewall-frames-"));
  const close = () => rm(directory, { recursive: true, force: true });
  try {
    await takeFrames(video, intervalSeconds, directory);
    const { cameraAt } = await folderFootage(directory);
    return { cameraAt, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function takeFrames(video: string, intervalSeconds: number, directory: string): Promise<void> {
  const every = [
    "-vf",
    `fps=1/${intervalSeconds}:round=up`,
    "-frames:v",
    String(MAX_VIDEO_FRAMES),
    "-q:v",
    "3",
  ];
  try {
    await run("ffmpeg", ["-v", "error", "-nostdin", "-i", video, ...every, path.join(directory, "%05d.jpg")]);
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
