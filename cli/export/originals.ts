import type { StoredFrame } from "#lib/model/feed.ts";
import { LOG_PREFIX, logKey } from "#lib/model/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import { StoreError } from "#lib/store/store.ts";
import type { Picture } from "./picture.ts";
import { readAhead } from "./read-ahead.ts";

const CONCURRENCY = 16;

/** The frames whose originals may still be there: those before the first key of the log have expired. */
export async function withinLog(
  bucket: Pick<Objects, "list">,
  frames: readonly StoredFrame[],
): Promise<StoredFrame[]> {
  for await (const { key: first } of bucket.list(LOG_PREFIX))
    return frames.filter((frame) => logKey({ kind: "frame", frame }) >= first);
  return [];
}

/** Reads the originals of frames in their order. Those that have expired, as they may before their previews do, are left out. */
export async function* readOriginals(
  bucket: Pick<Objects, "read">,
  frames: readonly StoredFrame[],
  onRead: (isThere: boolean) => void,
): AsyncGenerator<Picture> {
  const pictures = readAhead(frames, CONCURRENCY, async (frame) => {
    const jpeg = await readOrNull(bucket, logKey({ kind: "frame", frame }));
    onRead(jpeg !== null);
    return jpeg === null ? null : { frame, jpeg };
  });
  for await (const picture of pictures) if (picture !== null) yield picture;
}

async function readOrNull(bucket: Pick<Objects, "read">, key: string): Promise<Uint8Array | null> {
  try {
    return await bucket.read(key);
  } catch (error) {
    const isGone =
      error instanceof StoreError && error.cause instanceof Error && error.cause.name === "NoSuchKey";
    if (isGone) return null;
    throw error;
  }
}

/** The same pictures, if there is any; null if there is none. */
export async function nonEmpty<T>(items: AsyncGenerator<T>): Promise<AsyncGenerator<T> | null> {
  const first = await items.next();
  if (first.done === true) return null;
  return (async function* () {
    yield first.value;
    yield* items;
  })();
}
