import { Readable } from "node:stream";
import type { StoredFrame } from "#lib/model/feed.ts";
import type { Frame } from "#lib/model/frame.ts";
import { LOG_PREFIX, logKey } from "#lib/model/keys.ts";
import { StoreError } from "#lib/store/store.ts";
import type { Objects } from "../bucket/objects.ts";

export type Picture = { readonly frame: Frame; readonly jpeg: Uint8Array };

const CONCURRENCY = 16;

/** The frames whose originals may exist: those before the first key of the log have expired. */
export async function withinLog(
  bucket: Pick<Objects, "list">,
  frames: readonly StoredFrame[],
): Promise<StoredFrame[]> {
  for await (const { key: first } of bucket.list(LOG_PREFIX))
    return frames.filter((frame) => logKey({ kind: "frame", frame }) >= first);
  return [];
}

/** Reads the originals of frames in their order. It skips expired ones, which their previews outlive. */
export async function* readOriginals(
  bucket: Pick<Objects, "read">,
  frames: readonly StoredFrame[],
  onRead: (isThere: boolean) => void,
): AsyncGenerator<Picture> {
  async function read(frame: StoredFrame): Promise<Picture[]> {
    const jpeg = await bucket.read(logKey({ kind: "frame", frame })).catch(ifExpired);
    onRead(jpeg !== null);
    return jpeg === null ? [] : [{ frame, jpeg }];
  }
  const limits = { concurrency: CONCURRENCY, highWaterMark: CONCURRENCY };
  yield* Readable.from(frames).flatMap(read, limits) as AsyncIterable<Picture>;
}

function ifExpired(error: unknown): null {
  const cause = error instanceof StoreError ? error.cause : null;
  if (cause instanceof Error && cause.name === "NoSuchKey") return null;
  throw error;
}

/** Returns the same items, or null when there are none. */
export async function nonEmpty<T>(items: AsyncGenerator<T>): Promise<AsyncGenerator<T> | null> {
  const first = await items.next();
  if (first.done === true) return null;
  return (async function* () {
    yield first.value;
    yield* items;
  })();
}
