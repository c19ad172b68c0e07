import { findPicture } from "../store/control.ts";
import { parsePictureKey } from "../store/world.ts";
import type { Received } from "./browser-like.ts";

/** The tiles in view, or about to be: only their pictures are loaded. */
export const IN_VIEW = 120;

/** A viewer of a wall, over HTTP alone. */
export type Viewer = {
  /** Loads the page and its pictures. */
  readonly open: () => Promise<void>;
  /** Polls until it leaves or fails: the promise never resolves. */
  readonly watch: () => Promise<never>;
  readonly leave: () => void;
  readonly received: Received;
  /** The duration of each poll, ms. */
  readonly latencies: readonly number[];
  /** The frames in the answers, whatever their addresses. */
  readonly shown: Shown;
};

/** The frames that a viewer was shown, each once. */
export class Shown {
  readonly #frames = new Set<string>();
  readonly #sizes: Sizes;
  /** Bytes of each one's preview and original, loaded once. */
  previewBytes = 0;
  frameBytes = 0;

  constructor(sizes: Sizes) {
    this.#sizes = sizes;
  }

  add(urls: readonly string[]): void {
    for (const url of urls) {
      const frame = parsePictureAddress(url);
      if (frame === null || this.#frames.has(frame.name)) continue;
      this.#frames.add(frame.name);
      this.previewBytes += this.#sizes.previews[frame.picture] ?? 0;
      this.frameBytes += this.#sizes.frames[frame.picture] ?? 0;
    }
  }
}

/** The bytes of each of the benchmark's pictures. */
export type Sizes = { readonly frames: readonly number[]; readonly previews: readonly number[] };

export type ShownFrame = { readonly name: string; readonly time: number; readonly picture: number };

/** The frame that an address shows, as an original or as a preview; null if it is none of the benchmark's. */
export function parsePictureAddress(url: string): ShownFrame | null {
  const [, , ...key] = URL.parse(url)?.pathname.split("/") ?? [];
  const frame = parsePictureKey(decodeURIComponent(key.join("/")));
  if (frame === null) return null;
  return { name: `${frame.feed} ${frame.time}`, time: frame.time, picture: findPicture(frame) };
}
