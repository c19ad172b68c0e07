import type { Stream } from "#lib/provider/stream.ts";
import { frameKey, type FrameId } from "#lib/store/keys.ts";
import type { Store } from "#lib/store/store.ts";
import type { Period } from "./period.ts";

const PAGE = 1_000;
const DEADLINE_MS = 120_000;

/** The frames of a stream in a period, the oldest first. @param feed leaves out those of other feeds; null for all */
export async function framesOf(
  store: Pick<Store, "listFrames">,
  stream: Stream,
  feed: string | null,
  { from, to }: Period,
): Promise<FrameId[]> {
  const found = new Map<string, FrameId>();
  // A page begins with the frames of the time at which the last one ended: several feeds may share it.
  for (let start = to; ;) {
    const page = await store.listFrames(stream, start, PAGE, AbortSignal.timeout(DEADLINE_MS));
    const wanted = page.filter((frame) => frame.time >= from && (feed === null || frame.feed === feed));
    for (const frame of wanted) found.set(frameKey(frame), frame);
    const oldest = page.at(-1)?.time;
    if (oldest === undefined || page.length < PAGE || oldest < from || oldest === start) break;
    start = oldest;
  }
  return [...found.values()].reverse();
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
