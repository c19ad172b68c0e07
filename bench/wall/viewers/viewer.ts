import { parsePictureAddress } from "./picture-address.ts";
import type { Received } from "./browser-like.ts";

/** How many tiles a viewer sees or is about to: their pictures are loaded, those of the others are not. */
export const IN_VIEW = 120;

/** One who watches a wall, through HTTP alone. */
export type Viewer = {
  /** Loads the page and its pictures. */
  readonly open: () => Promise<void>;
  /** Polls until it leaves, or something fails: it never ends well. */
  readonly watch: () => Promise<never>;
  readonly leave: () => void;
  readonly received: Received;
  /** What each poll took, ms. */
  readonly latencies: readonly number[];
  /** Frames that it was shown, whatever their addresses. */
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
