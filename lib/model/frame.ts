import type { Stream } from "./stream.ts";

/** What can be wrong with a picture, in the order in which keys write it. */
export const FAULTS = ["black", "frozen", "damaged"] as const;
export type Fault = (typeof FAULTS)[number];

/** A preview is at most this wide and high. A portrait stream fills the height of its tile. */
export const PREVIEW_SIZE = { width: 480, height: 960 };

/** Names a frame: one thumbnail of one feed, at the provider's time in ms since 1970. */
export type FrameId = { readonly stream: Stream; readonly feed: string; readonly time: number };

/** A frame as its keys describe it: everything that a tile needs. */
export type Frame = FrameId & {
  /** In pixels, 1 to 65,535, as the JPEG stores it: before its EXIF orientation is applied. */
  readonly width: number;
  readonly height: number;
  readonly faults: readonly Fault[];
  /** There is no preview: the original is shown instead. */
  readonly isBare: boolean;
  /** The id of its source, "" when the feed is known to have none, null when that is unknown. */
  readonly source: string | null;
};
