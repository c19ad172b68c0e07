import { supersedes, type StoredFrame } from "#lib/model/feed.ts";
import { LOG_PREFIX, parseLogKey, parsePreviewKey, startOfLog } from "#lib/model/keys.ts";
import { previewsPrefix, startOfPreviews } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Objects } from "../bucket/objects.ts";
import type { Period } from "../period.ts";

type Bucket = Pick<Objects, "list">;

/**
 * Lists the frames of a stream in a period, the oldest first, by its previews. Without previews (INDEX=off) it reads
 * the log: one LIST per 1,000 frames of all streams.
 *
 * @param feed leaves out frames of other feeds; null for all
 */
export async function listFrames(
  bucket: Bucket,
  stream: Stream,
  feed: string | null,
  period: Period,
): Promise<StoredFrame[]> {
  const previewed = await selectFrames(readPreviews(bucket, stream, period), feed);
  return previewed.length > 0 ? previewed : selectFrames(readLog(bucket, stream, period), feed);
}

async function* readPreviews(
  bucket: Bucket,
  stream: Stream,
  { from, to }: Period,
): AsyncGenerator<StoredFrame> {
  for await (const { key, storedAt = 0 } of bucket.list(
    previewsPrefix(stream),
    startOfPreviews(stream, to),
  )) {
    const frame = parsePreviewKey(key);
    // A foreign object does not end the list.
    if (frame === null) continue;
    if (frame.time < from) return;
    yield { ...frame, storedAt };
  }
}

async function* readLog(bucket: Bucket, stream: Stream, { from, to }: Period): AsyncGenerator<StoredFrame> {
  const end = startOfLog(to + 1);
  for await (const { key, storedAt = 0 } of bucket.list(LOG_PREFIX, startOfLog(from))) {
    if (key >= end) return;
    const entry = parseLogKey(key);
    if (entry?.kind !== "frame" || streamId(entry.frame.stream) !== streamId(stream)) continue;
    yield { ...entry.frame, storedAt };
  }
}

/** Returns each frame once, however many keys it has. */
async function selectFrames(found: AsyncIterable<StoredFrame>, feed: string | null): Promise<StoredFrame[]> {
  const frames = new Map<string, StoredFrame>();
  for await (const frame of found) {
    if (feed !== null && frame.feed !== feed) continue;
    const name = `${frame.time},${frame.feed}`;
    if (supersedes(frame, frames.get(name) ?? null)) frames.set(name, frame);
  }
  return [...frames.values()].sort((a, b) => a.time - b.time);
}

/** Finds feeds that sent at the same time: they are different sources, and one video cannot show them. */
export function findSimultaneous(frames: readonly Pick<StoredFrame, "feed" | "time">[]): string[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { feed, time } of frames) spans.set(feed, { from: spans.get(feed)?.from ?? time, to: time });
  const feeds = [...spans];
  return feeds
    .filter(([feed, a]) => feeds.some(([other, b]) => other !== feed && a.from <= b.to && b.from <= a.to))
    .map(([feed]) => feed);
}
