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
  const pictures = readAhead(frames, CONCURRENCY, async (frame) => {
    const jpeg = await bucket.read(logKey({ kind: "frame", frame })).catch(ifExpired);
    onRead(jpeg !== null);
    return jpeg === null ? null : { frame, jpeg };
  });
  for await (const picture of pictures) if (picture !== null) yield picture;
}

function ifExpired(error: unknown): null {
  const cause = error instanceof StoreError ? error.cause : null;
  if (cause instanceof Error && cause.name === "NoSuchKey") return null;
  throw error;
}

/** Runs at most `concurrency` tasks ahead of the consumer. Results come in the order of the items. */
export async function* readAhead<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  const rest = items.values();
  const start = () => {
    const next = rest.next();
    if (next.done === true) return;
    const result = work(next.value);
    // The consumer gets the error when it comes to this item.
    result.catch(() => undefined);
    running.push(result);
  };
  for (let n = 0; n < concurrency; n++) start();
  for (let result = running.shift(); result !== undefined; result = running.shift()) {
    const value = await result;
    start();
    yield value;
  }
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
