import type { FeedFact, FrameId } from "./keys.ts";
import type { Stream } from "#lib/model/stream.ts";

/** A fact as a list shows it. */
export type StoredFact = FeedFact & {
  readonly key: string;
  /** When the store took it, by the store's clock, ms since 1970. */
  readonly arrived: number;
};

export type Picture = { readonly frame: FrameId; readonly kind: "frame" | "preview" };

export type SignedUrl = {
  readonly url: string;
  /** When it stops working, ms since 1970. */
  readonly expires: number;
};

/**
 * What Livewall keeps, in an S3 bucket. Nothing is ever overwritten: a put of what is there already succeeds
 * and changes nothing. Every method throws StoreError when the store cannot be reached or refuses.
 */
export type Store = {
  /** "other" when a different picture is there already: the first one stays. */
  readonly putFrame: (
    frame: FrameId,
    jpeg: Uint8Array,
    signal: AbortSignal,
  ) => Promise<"stored" | "same" | "other">;
  readonly putPreview: (frame: FrameId, webp: Uint8Array, signal: AbortSignal) => Promise<void>;
  /** @param remark at most 1 KB of ASCII that is kept beside the fact and that no list shows */
  readonly putFact: (fact: FeedFact, signal: AbortSignal, remark?: string | null) => Promise<void>;
  /** What was remarked when a fact was put: null for nothing, or when the fact is gone. */
  readonly remarkOf: (factKey: string, signal: AbortSignal) => Promise<string | null>;
  /** All facts, or all of one stream: whole, or an error. Keys that are no facts are left out. */
  readonly listFacts: (of: Stream | "all", signal: AbortSignal) => Promise<StoredFact[]>;
  /** At most `count` (1 to 1,000) frames of a stream, of `from` (ms since 1970) and older, newest first: one LIST. */
  readonly listFrames: (
    stream: Stream,
    from: number,
    count: number,
    signal: AbortSignal,
  ) => Promise<FrameId[]>;
  /** The same of pictures of one kind, and whether there are none older: what is shown of a time may have no frame left. */
  readonly listPictures: (
    of: { readonly stream: Stream; readonly kind: Picture["kind"] },
    from: number,
    count: number,
    signal: AbortSignal,
  ) => Promise<{ readonly frames: FrameId[]; readonly isEnd: boolean }>;
  /** Puts, lists, reads and deletes an object of its own: throws where any of them is not possible. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  /** Lists frames and reads one, if there is one: all that a process needs that only shows. */
  readonly probeReading: (signal: AbortSignal) => Promise<void>;
  readonly deleteFacts: (keys: readonly string[], signal: AbortSignal) => Promise<void>;
  /** A presigned URL; the same one for the same picture for a quarter of an hour, on a gated wall for four minutes. */
  readonly pictureUrl: (picture: Picture, now: number) => Promise<SignedUrl>;
  /** The same of an original, to be saved as a file. */
  readonly downloadUrl: (frame: FrameId, now: number) => Promise<SignedUrl>;
};

export class StoreError extends Error {
  override name = "StoreError";
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(`${operation} failed: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : "unknown"}`, {
      cause,
    });
    this.operation = operation;
  }
}

/** @throws StoreError of that name when the work throws */
export async function attempt<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreError(operation, error);
  }
}
