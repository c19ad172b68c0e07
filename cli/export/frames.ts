import type { Stream } from "#lib/model/stream.ts";
import { frameKey, type FrameId, framesPrefix, parseFrameKey, startOfHistory } from "#lib/store/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import type { Period } from "./period.ts";

/** The frames of a stream in a period, the oldest first. @param feed leaves out those of other feeds; null for all */
export async function framesOf(
  objects: Pick<Objects, "list">,
  stream: Stream,
  feed: string | null,
  { from, to }: Period,
): Promise<FrameId[]> {
  const newestFirst: FrameId[] = [];
  for await (const { key } of objects.list(framesPrefix(stream), startOfHistory(stream, to))) {
    const frame = parseFrameKey(key);
    // Somebody else's object among ours is no end of them.
    if (frame === null) continue;
    if (frame.time < from) break;
    if (feed === null || frame.feed === feed) newestFirst.push(frame);
  }
  return newestFirst.reverse();
}

/** Feeds that sent at the same time: sources of their own, which one video cannot show. Each is named once. */
export function simultaneous(frames: readonly FrameId[]): string[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { feed, time } of frames) spans.set(feed, { from: spans.get(feed)?.from ?? time, to: time });
  const feeds = [...spans];
  return feeds
    .filter(([feed, a]) => feeds.some(([other, b]) => other !== feed && a.from <= b.to && b.from <= a.to))
    .map(([feed]) => feed);
}

/** Tells time and feed, and sorts by time: 20261123T153308.123Z-<feed>.jpg */
export function fileName(frame: FrameId): string {
  const key = frameKey(frame);
  return key.slice(key.lastIndexOf("/") + 1).replace(/^\d{13}-/, "");
}
