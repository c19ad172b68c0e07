import { BoundedMap } from "#lib/bounded-map.ts";
import { feedKey } from "#lib/model/feed.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import type { Stillness } from "#lib/image/stillness.ts";
import { fitSource } from "#lib/provider/source.ts";

/** What the pictures of a feed showed, up to the newest that was judged. */
export type View = {
  /** Of the newest judged frame, ms since 1970. */
  readonly time: number;
  readonly stillness: Stillness;
  readonly isFrozen: boolean;
  /** The time of the frame for which the bucket was last asked what other receivers saw. */
  readonly checked: number;
};

/** What this process knows of a feed. */
export type KnownFeed = {
  /** The id of its source, "" when it is known to have none, null when nothing has told. */
  readonly source: string | null;
  /** Whether this process has put its source into the bucket. */
  readonly isSourceStored: boolean;
  /** Whether the bucket has told what is known of it. */
  readonly isLookedUp: boolean;
  /** From which frame's time on the bucket is to be asked what is known of it, ms since 1970. */
  readonly nextLookup: number;
  readonly view: View | null;
  /** The newest frame that this process has stored, as its keys describe it. */
  readonly stored: Frame | null;
  /** The time of the newest frame that has a late note of this process, ms since 1970. */
  readonly noted: number | null;
};

type FeedId = Pick<FrameId, "stream" | "feed">;

const UNKNOWN: KnownFeed = {
  source: null,
  isSourceStored: false,
  isLookedUp: false,
  nextLookup: -Infinity,
  view: null,
  stored: null,
  noted: null,
};

/** Each takes about 500 bytes. */
const MAX_FEEDS = 50_000;

/** The feeds that went through this process. */
export type FeedMemory = {
  readonly find: (feed: FeedId) => KnownFeed;
  readonly update: (feed: FeedId, change: Partial<KnownFeed>) => void;
  /** Of two sources, the greater counts, as it does for readers of the log. */
  readonly learnSource: (feed: FeedId, source: string | null) => void;
  /** Notes a frame that was stored. */
  readonly learnStored: (frame: Frame) => void;
};

export function createFeedMemory(): FeedMemory {
  const feeds = new BoundedMap<KnownFeed>(MAX_FEEDS);
  const find = ({ stream, feed }: FeedId) => feeds.get(feedKey(stream, feed)) ?? UNKNOWN;

  function update(id: FeedId, change: Partial<KnownFeed>) {
    feeds.set(feedKey(id.stream, id.feed), { ...find(id), ...change });
  }

  return {
    find,
    update,

    learnSource(id, given) {
      if (given === null) return;
      // A source that was stored under earlier limits may be too long for a frame's key.
      const source = fitSource(given, id.stream);
      const known = find(id).source;
      if (known === null || source > known) update(id, { source });
    },

    learnStored(frame) {
      if (frame.time > (find(frame).stored?.time ?? -Infinity)) update(frame, { stored: frame });
    },
  };
}
