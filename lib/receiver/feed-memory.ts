import { LRUCache } from "lru-cache";
import type { Stillness } from "#lib/image/stillness.ts";
import { feedKey } from "#lib/model/feed.ts";
import type { Frame, FrameId } from "#lib/model/frame.ts";
import { fitSource } from "#lib/provider/source.ts";

/** The results for the newest compared frame of a feed. */
export type View = {
  /** Of that frame, ms since 1970. */
  readonly time: number;
  readonly stillness: Stillness;
  readonly isFrozen: boolean;
  /** The time of the frame for which the bucket was last asked about frames of other receivers. */
  readonly checked: number;
};

/** What this process knows about a feed. */
export type KnownFeed = {
  /** The id of its source; "" for none, null when unknown. */
  readonly source: string | null;
  /** This process has put the source into the bucket. */
  readonly isSourceStored: boolean;
  readonly isLookedUp: boolean;
  /** The feed is looked up for frames of this time and later, ms since 1970. */
  readonly nextLookup: number;
  readonly view: View | null;
  /** The newest frame that this process has stored. */
  readonly stored: Frame | null;
};

type FeedId = Pick<FrameId, "stream" | "feed">;

const UNKNOWN: KnownFeed = {
  source: null,
  isSourceStored: false,
  isLookedUp: false,
  nextLookup: -Infinity,
  view: null,
  stored: null,
};

/** Each takes about 500 bytes. */
const MAX_FEEDS = 50_000;

export type FeedMemory = ReturnType<typeof createFeedMemory>;

export function createFeedMemory() {
  const feeds = new LRUCache<string, KnownFeed>({ max: MAX_FEEDS });
  const find = ({ stream, feed }: FeedId) => feeds.get(feedKey(stream, feed)) ?? UNKNOWN;

  function update(id: FeedId, change: Partial<KnownFeed>): void {
    feeds.set(feedKey(id.stream, id.feed), { ...find(id), ...change });
  }

  return {
    find,
    update,

    /** Of two sources, the greater counts, as it does for readers of the log. */
    learnSource(id: FeedId, given: string | null): void {
      if (given === null) return;
      // A source from before today's limits may be too long for a frame's key.
      const source = fitSource(given, id.stream);
      const known = find(id).source;
      if (known === null || source > known) update(id, { source });
    },

    learnStored(frame: Frame): void {
      if (frame.time > (find(frame).stored?.time ?? -Infinity)) update(frame, { stored: frame });
    },
  };
}
