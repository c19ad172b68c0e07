import type { Feed } from "#lib/model/feed.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { UnsignedTile } from "./tiles.ts";

/** A stream in memory. */
export type KnownStream = {
  readonly stream: Stream;
  readonly feeds: Map<string, Feed>;
  /** Whether it has a tile while none of its feeds has a frame. */
  isNamed: boolean;
  tiles: readonly UnsignedTile[];
  /** Whether its sources were looked up: of one that is offline, the log may tell nothing. */
  isLookedUp: boolean;
};

/** Finds feeds that are of no use any more, so that memory stays bounded. */
export function createPruning(
  streams: ReadonlyMap<string, KnownStream>,
  isOffline: (feed: Feed) => boolean,
  drop: (known: KnownStream, feed: Feed) => void,
) {
  let doubtful = new Map<Feed, KnownStream>();
  let frameless = new Set<Feed>();

  function* allFeeds(): Generator<[KnownStream, Feed]> {
    for (const known of streams.values()) for (const feed of known.feeds.values()) yield [known, feed];
  }

  return {
    /** Distrusts feeds without a frame since that time: they may have sent unnoticed. */
    doubt(before: number): void {
      doubtful = new Map();
      for (const [known, feed] of allFeeds())
        if (feed.newest !== null && feed.newest.time < before) doubtful.set(feed, known);
    },
    /** Drops distrusted feeds once they are offline. */
    dropDoubtful(): void {
      for (const [feed, known] of doubtful) {
        // News make another object of a feed.
        const isSame = known.feeds.get(feed.feed) === feed;
        if (isSame && !isOffline(feed)) continue;
        if (isSame) drop(known, feed);
        doubtful.delete(feed);
      }
    },
    /** Drops all feeds that are offline. */
    dropOffline(): void {
      for (const [known, feed] of allFeeds()) if (isOffline(feed)) drop(known, feed);
    },
    /** Drops offline feeds that others have replaced, and feeds that got no frame since the last call. */
    dropReplaced(): void {
      const before = frameless;
      frameless = new Set();
      for (const [known, feed] of allFeeds()) {
        if (feed.newest === null && !before.has(feed)) frameless.add(feed);
        else if (feed.newest === null || (isOffline(feed) && !isShown(known, feed))) drop(known, feed);
      }
    },
  };
}

function isShown({ tiles }: KnownStream, { feed }: Feed): boolean {
  return tiles.some((tile) => tile.feed === feed);
}
