import type { Frame } from "#lib/model/frame.ts";
import { parseLogKey, parsePreviewKey } from "#lib/model/keys.ts";

/** The number of pictures of the store: `<n>.jpg` and `<n>.webp`. */
export const PICTURES = 12;
/** From one frame of a feed to its next. */
export const FRAME_MS = 30_000;

export function toStream(position: number) {
  return { account: "BENCH", name: `camera-${String(position).padStart(5, "0")}` };
}

export function toFeed(position: number): string {
  return `feed-${String(position).padStart(5, "0")}`;
}

export function createFrame(position: number, time: number): Frame {
  const found = { width: 1920, height: 1080, faults: [], isBare: false, source: null };
  return { ...found, stream: toStream(position), feed: toFeed(position), time };
}

/** The frame that a key names, as an original or as a preview; null if it is neither. */
export function parsePictureKey(key: string): Frame | null {
  const entry = parseLogKey(key);
  return entry?.kind === "frame" ? entry.frame : parsePreviewKey(key);
}

/** The picture of a frame: a different one for each of a feed's frames. */
export function pictureNumber({ feed, time }: Pick<Frame, "feed" | "time">): number {
  return (Number(feed.slice(-5)) + Math.floor(time / FRAME_MS)) % PICTURES;
}
