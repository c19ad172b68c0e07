import { counts, type StoredFrame } from "#lib/model/feed.ts";
import { LOG_PREFIX, parseLogKey, parsePreviewKey, startOfLog } from "#lib/model/keys.ts";
import { previewsPrefix, startOfPreviews } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Objects, StoredObject } from "#lib/store/objects.ts";
import type { Period } from "./period.ts";

type Bucket = Pick<Objects, "list">;

/**
 * The frames of a stream in a period, the oldest first. Its previews tell them; of a stream that has none, because
 * they are not kept (INDEX=off), the log does, a LIST for each thousand frames of all streams.
 *
 * @param feed leaves out those of other feeds; null for all
 */
export async function framesOf(
  bucket: Bucket,
  stream: Stream,
  feed: string | null,
  period: Period,
): Promise<StoredFrame[]> {
  const previewed = await chosen(framesOfPreviews(bucket, stream, period), feed);
  return previewed.length > 0 ? previewed : chosen(framesOfLog(bucket, stream, period), feed);
}

async function* framesOfPreviews(
  bucket: Bucket,
  stream: Stream,
  { from, to }: Period,
): AsyncGenerator<StoredFrame> {
  for await (const object of bucket.list(previewsPrefix(stream), startOfPreviews(stream, to))) {
    const frame = parsePreviewKey(object.key);
    // Somebody else's object among ours does not end the list.
    if (frame === null) continue;
    if (frame.time < from) return;
    yield { ...frame, storedAt: storedAt(object) };
  }
}

async function* framesOfLog(
  bucket: Bucket,
  stream: Stream,
  { from, to }: Period,
): AsyncGenerator<StoredFrame> {
  const end = startOfLog(to + 1);
  for await (const object of bucket.list(LOG_PREFIX, startOfLog(from))) {
    if (object.key >= end) return;
    const entry = parseLogKey(object.key);
    if (entry?.kind !== "frame" || streamId(entry.frame.stream) !== streamId(stream)) continue;
    yield { ...entry.frame, storedAt: storedAt(object) };
  }
}

/** Each frame once, however many keys it has. */
async function chosen(found: AsyncIterable<StoredFrame>, feed: string | null): Promise<StoredFrame[]> {
  const frames = new Map<string, StoredFrame>();
  for await (const frame of found) {
    if (feed !== null && frame.feed !== feed) continue;
    const name = `${frame.time},${frame.feed}`;
    if (counts(frame, frames.get(name) ?? null)) frames.set(name, frame);
  }
  return [...frames.values()].sort((a, b) => a.time - b.time);
}

function storedAt(object: StoredObject): number {
  return object.storedAt ?? 0;
}

/** Feeds that sent at the same time: sources of their own, which one video cannot show. Each is named once. */
export function simultaneous(frames: readonly Pick<StoredFrame, "feed" | "time">[]): string[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { feed, time } of frames) spans.set(feed, { from: spans.get(feed)?.from ?? time, to: time });
  const feeds = [...spans];
  return feeds
    .filter(([feed, a]) => feeds.some(([other, b]) => other !== feed && a.from <= b.to && b.from <= a.to))
    .map(([feed]) => feed);
}

/** Tells time and feed, and sorts by time: 20261123T153308.123Z-<feed>.jpg */
export function fileName({ time, feed }: Pick<StoredFrame, "time" | "feed">): string {
  return `${new Date(time).toISOString().replaceAll(/[-:]/g, "")}-${feed}.jpg`;
}
