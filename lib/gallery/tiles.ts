import type { Feed } from "#lib/model/feed.ts";
import type { Frame } from "#lib/model/frame.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { hasEnded, tileId, toStreamTiles, type Tile } from "#lib/model/tile.ts";
import type { BareTile } from "#lib/model/wall.ts";

/** A tile without a URL: nothing is signed before the viewer's scope is applied. */
export type UnsignedTile = BareTile & {
  readonly of: Stream;
  /** Null while only the stream's name is known. */
  readonly frame: Frame | null;
};

/** The tiles of the feeds of one stream. @param seenAt returns when a feed was last seen, by the time of its newest frame */
export function toUnsignedTiles(feeds: readonly Feed[], seenAt: (time: number) => number): UnsignedTile[] {
  return toStreamTiles(feeds).map((tile) => toTile(tile, seenAt));
}

/** The tile of an offline stream of which only the name is known. */
export function toNameTile(stream: Stream): UnsignedTile {
  return {
    id: tileId({ stream }),
    stream: streamId(stream),
    name: stream.name,
    source: null,
    feed: null,
    time: null,
    seen: null,
    ended: false,
    faults: [],
    of: stream,
    frame: null,
  };
}

function toTile({ id, source, feed }: Tile, seenAt: (time: number) => number): UnsignedTile {
  const { time, faults } = feed.newest;
  return {
    id,
    stream: streamId(feed.stream),
    name: feed.stream.name,
    source,
    feed: feed.feed,
    time,
    seen: seenAt(time),
    ended: hasEnded(feed),
    faults,
    of: feed.stream,
    frame: feed.newest,
  };
}
