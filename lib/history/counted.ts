import { counts, type StoredFrame } from "#lib/model/feed.ts";

const NO_FAULTS: StoredFrame["faults"] = [];

/**
 * The frames of one stream, newest first. Of several with the same feed and time, the one that counts. A frame that does not
 * tell its source is of the source that others tell of its feed. Texts and lists that are equal are shared: a page of
 * frames is kept for long.
 */
export function countedFrames(frames: Iterable<StoredFrame>): StoredFrame[] {
  const counted = new Map<string, StoredFrame>();
  const feeds = new Map<string, { readonly feed: string; source: string | null }>();
  for (const frame of frames) {
    const name = `${frame.time} ${frame.feed}`;
    if (counts(frame, counted.get(name) ?? null)) counted.set(name, frame);
    const known = feeds.get(frame.feed) ?? { feed: frame.feed, source: null };
    // Of two, the greater counts, as on the wall.
    if (frame.source !== null && (known.source === null || frame.source > known.source))
      known.source = frame.source;
    feeds.set(frame.feed, known);
  }
  const stream = counted.values().next().value?.stream;
  return [...counted.values()]
    .map((frame): StoredFrame => {
      const { feed = frame.feed, source = null } = feeds.get(frame.feed) ?? {};
      const faults = frame.faults.length === 0 ? NO_FAULTS : frame.faults;
      return { ...frame, stream: stream ?? frame.stream, feed, source: frame.source ?? source, faults };
    })
    .sort((a, b) => b.time - a.time);
}
