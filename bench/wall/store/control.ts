import type { Frame } from "#lib/model/frame.ts";

/** An order of the benchmark to its store, over the channel to its process. */
export type Order =
  | { readonly kind: "world"; readonly feeds: number; readonly history: number; readonly live: boolean }
  | { readonly kind: "turn" }
  | { readonly kind: "counts" };

/** Requests since the process began. Pictures are those that were asked for by presigned URLs. */
export type Counts = {
  readonly list: number;
  readonly put: number;
  readonly get: number;
  readonly picture: number;
};

/** Where the store finds its pictures: `<n>.jpg` and `<n>.webp`. */
export const PICTURES = 12;
export const ACCOUNT = "BENCH";
/** From one frame of a feed to its next, at the provider. */
export const FRAME_MS = 30_000;

export function toStream(position: number) {
  return { account: ACCOUNT, name: `camera-${String(position).padStart(5, "0")}` };
}

export function toFeed(position: number): string {
  return `feed-${String(position).padStart(5, "0")}`;
}

export function createFrame(position: number, time: number): Frame {
  return {
    stream: toStream(position),
    feed: toFeed(position),
    time,
    width: 1920,
    height: 1080,
    faults: [],
    isBare: false,
    source: null,
  };
}

/** The picture of a frame: a different one for each of a feed's frames. */
export function pictureNumber(position: number, time: number): number {
  return (position + Math.floor(time / FRAME_MS)) % PICTURES;
}

export function findPicture({ feed, time }: Pick<Frame, "feed" | "time">): number {
  return pictureNumber(Number(feed.slice(-5)), time);
}
