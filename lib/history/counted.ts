import { supersedes, type StoredFrame } from "#lib/model/feed.ts";

/**
 * The frames of one stream that count, newest first: one of each feed and time. A frame without a source gets that of other
 * frames of its feed.
 */
export function selectCounted(frames: Iterable<StoredFrame>): StoredFrame[] {
  const counted = new Map<string, StoredFrame>();
  const sources = new Map<string, string>();
  for (const frame of frames) {
    const { feed, time, source } = frame;
    const name = `${time} ${feed}`;
    if (supersedes(frame, counted.get(name) ?? null)) counted.set(name, frame);
    // The greater of two counts, as on the wall.
    const known = sources.get(feed);
    if (source !== null && (known === undefined || source > known)) sources.set(feed, source);
  }
  return [...counted.values()]
    .map((frame) => ({ ...frame, source: frame.source ?? sources.get(frame.feed) ?? null }))
    .sort((a, b) => b.time - a.time);
}

/** Each frame of a stream once, newest first. */
export function toNewestFirst(frames: Iterable<StoredFrame>): StoredFrame[] {
  const unique = new Map([...frames].map((frame) => [`${frame.time} ${frame.feed}`, frame]));
  return [...unique.values()].sort((a, b) => b.time - a.time);
}
