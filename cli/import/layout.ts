import type { FrameId } from "#lib/model/frame.ts";
import { isFeedId, type Stream } from "#lib/model/stream.ts";
import { FORMER_FRAMES, parseFormerFrame } from "./former.ts";
import type { Source, SourceObject } from "./source.ts";

export type Layout = {
  readonly pattern: string;
  readonly list: (source: Source) => AsyncIterable<SourceObject>;
  /** The frame that a key names, or its feed if the stream is unknown. Null for other keys. */
  readonly parse: (key: string) => { readonly frame: FrameId } | { readonly unmapped: string } | null;
};

/** The vendor's sample, whose names do not tell the stream. @param findStream returns the stream of a feed */
export function sampleLayout(findStream: (feed: string) => Stream | null): Layout {
  return {
    pattern: "<feedId>_<timestamp>.jpg",
    list: (source) => source.list(""),
    parse(key) {
      const name = parseSampleName(key);
      if (name === null) return null;
      const stream = findStream(name.feed);
      return stream === null ? { unmapped: name.feed } : { frame: { ...name, stream } };
    },
  };
}

/** Parses `<feedId>_<timestamp>.jpg`, in any folder. Null for other keys. */
export function parseSampleName(key: string): Omit<FrameId, "stream"> | null {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const [, feed, time] = /^(.+)_([1-9]\d{12})\.jpe?g$/i.exec(name) ?? [];
  return feed === undefined || !isFeedId(feed) ? null : { feed, time: Number(time) };
}

/** Livewall before the log. Previews are made anew. @param root the prefix of all keys */
export function formerLayout(root: string): Layout {
  return {
    pattern: `${FORMER_FRAMES}<account>/<stream>/<number>-<time>-<feed>.jpg`,
    list: (source) => source.list(root + FORMER_FRAMES),
    parse(key) {
      const frame = key.startsWith(root) ? parseFormerFrame(key.slice(root.length)) : null;
      return frame && { frame };
    },
  };
}
