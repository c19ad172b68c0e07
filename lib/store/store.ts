import type { StoredEntry, StoredFrame } from "#lib/model/feed.ts";
import type { Fault, Frame } from "#lib/model/frame.ts";
import type { FaultyHour, LogEntry } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { PutKind } from "./put-rules.ts";

/** Answer to the put of an original. */
export type PutOriginal = {
  /** "same" when it was there already, "other" when another picture has its key: the first one stays. */
  readonly result: "stored" | "same" | "other";
  /** When the store answered the put, by its own clock, ms since 1970. */
  readonly at: number;
};

/** A page of the log: one LIST of at most 1,000 keys. */
export type LogPage = {
  /** In the order of their keys, which is that of their times. Foreign keys are left out. */
  readonly entries: readonly StoredEntry[];
  /** Where the next page begins; null when the range is done. */
  readonly next: string | null;
};

export type LogRange = {
  /** StartAfter: `startOfLog(time)`, or `next` of a page. */
  readonly after: string;
  /** Entries of this time and later are left out, ms since 1970. */
  readonly until: number;
};

/** A page of a stream's previews, newest first. */
export type PreviewPage = {
  readonly frames: readonly StoredFrame[];
  /** Whether the stream has none older. */
  readonly isEnd: boolean;
};

export type Picture = { readonly frame: Frame; readonly kind: "original" | "preview" };

export type SignedUrl = {
  readonly url: string;
  /** When it stops working, ms since 1970. */
  readonly expires: number;
};

/**
 * The bucket: a log of frames and events, and the previews of each stream. Nothing is ever replaced: a put of an existing
 * key succeeds and changes nothing. Each method is one request unless it says otherwise, and throws StoreError when the
 * store cannot be reached or refuses.
 */
export type Store = {
  /** The store's clock, ms since 1970: this process's, corrected by the `Date` of the store's answers. */
  readonly now: () => number;
  /** Waits until that clock is known, for at most half a second. It never throws; see `createConfirmation`. */
  readonly confirmClock: () => Promise<void>;
  /** Finds out what the store makes of `If-None-Match`, by some puts below health/; on AWS, without any. */
  readonly learnPuts: (signal: AbortSignal) => Promise<PutKind>;

  /**
   * Puts a frame's original, which puts the frame on the wall. One request more when the key exists.
   *
   * @param look at most 256 bytes of ASCII (Swift takes no more), kept as metadata for the next receiver of this feed
   */
  readonly putOriginal: (
    frame: Frame,
    jpeg: Uint8Array,
    look: string | null,
    signal: AbortSignal,
  ) => Promise<PutOriginal>;
  /** Puts a frame's preview; of a bare frame, an empty object in its place. */
  readonly putPreview: (frame: Frame, webp: Uint8Array, signal: AbortSignal) => Promise<void>;
  /** Puts an empty entry of the log. @returns when the store answered, by its own clock, and whether the entry is new */
  readonly putEntry: (
    entry: Exclude<LogEntry, { kind: "frame" }>,
    signal: AbortSignal,
  ) => Promise<{ readonly at: number; readonly isNew: boolean }>;
  readonly putSource: (stream: Stream, feed: string, source: string, signal: AbortSignal) => Promise<void>;
  readonly putFault: (hour: FaultyHour, signal: AbortSignal) => Promise<void>;

  /** The source of a feed, "" for none, null when it is unknown. */
  readonly findSource: (stream: Stream, feed: string, signal: AbortSignal) => Promise<string | null>;
  /** The look in the metadata of a frame's original; null for none, or when the original is gone. */
  readonly findLook: (frame: Frame, signal: AbortSignal) => Promise<string | null>;
  /** The size of a frame's original, in bytes; null when it is no longer kept. */
  readonly originalSize: (frame: Frame, signal: AbortSignal) => Promise<number | null>;

  readonly listLog: (range: LogRange, signal: AbortSignal) => Promise<LogPage>;
  /** At most `count` (1 to 1,000) frames of a stream, of `from` (ms since 1970) and older, newest first. */
  readonly listPreviews: (
    stream: Stream,
    from: number,
    count: number,
    signal: AbortSignal,
  ) => Promise<PreviewPage>;
  /** The hours of a stream that have a frame, newest first: the starts of at most 1,000, of `from` and older. */
  readonly listHours: (
    stream: Stream,
    from: number,
    signal: AbortSignal,
  ) => Promise<{ readonly hours: readonly number[]; readonly isEnd: boolean }>;
  /** The faulty hours of a stream, newest first: at most 1,000 of `from` (ms since 1970) and older. */
  readonly listFaults: (
    stream: Stream,
    from: number,
    signal: AbortSignal,
  ) => Promise<{
    readonly hours: readonly { readonly hour: number; readonly fault: Fault }[];
    readonly isEnd: boolean;
  }>;
  /** A page of at most 1,000 faulty hours of all streams, in the order of their keys. @param after `next` of a page */
  readonly listAllFaults: (
    after: string | null,
    signal: AbortSignal,
  ) => Promise<{ readonly hours: readonly FaultyHour[]; readonly next: string | null }>;
  /** All streams that have previews, a page for each LIST. */
  readonly listStreams: (signal: AbortSignal) => AsyncGenerator<readonly Stream[]>;

  /** How many days the bucket keeps the log and previews; null where that is unknown or nothing expires. */
  readonly findRetention: (
    signal: AbortSignal,
  ) => Promise<{ readonly logDays: number | null; readonly previewDays: number | null }>;

  /** Puts, lists, reads and deletes an object of its own. Throws when any of them fails. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  /** Lists the log and reads an original, if there is one: all that a process needs that only shows. */
  readonly probeReading: (signal: AbortSignal) => Promise<void>;

  /** A presigned URL; the same one for the same picture for a quarter of an hour, on a gated wall for four minutes. */
  readonly pictureUrl: (picture: Picture, now: number) => Promise<SignedUrl>;
  /** The same of an original, to be saved as a file. */
  readonly downloadUrl: (frame: Frame, now: number) => Promise<SignedUrl>;
};

export class StoreError extends Error {
  override name = "StoreError";

  /** Next bundles pages and route handlers apart: an error of one copy of this class is an error of the other too. */
  static override [Symbol.hasInstance](value: unknown): value is StoreError {
    return value instanceof Error && value.name === "StoreError";
  }

  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(`${operation} failed: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : "unknown"}`, {
      cause,
    });
    this.operation = operation;
  }
}

/** @throws StoreError of that operation when the work throws */
export async function attempt<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError(operation, error);
  }
}

/** For a list that would never end. */
export function cutShort(): StoreError {
  return new StoreError("list", new Error("a list was cut short without a way to go on"));
}
