import { streamId } from "./stream.ts";
import type { Feed } from "./feed.ts";
import { LIVE_MS } from "./state.ts";
import { byName } from "./order.ts";
import { showName } from "./show-name.ts";

/** A feed that has a frame to show. */
export type ShownFeed = Feed & { readonly newest: NonNullable<Feed["newest"]> };

/** A source of a stream on the wall, and the newest of its feeds. */
export type Tile = {
  /** Stays the same while feeds come and go. */
  readonly id: string;
  /** What tells it from the other tiles of its stream, in words; null where it has none. */
  readonly source: string | null;
  readonly feed: ShownFeed;
};

/** The fields that a tile has on the wall, now and in the past. */
export type TileFields = ReturnType<typeof toTileFields>;

export function toTileFields({ id, source, feed }: Tile) {
  const { stream, newest } = feed;
  const { time, faults } = newest;
  return { id, stream: streamId(stream), name: showName(stream.name), source, feed: feed.feed, time, faults };
}

/**
 * The tiles of the wall: of the feeds of one source, the newest, or a concurrent one that goes on when that has ended; in
 * the order of their names.
 *
 * What tells sources apart is the feeds hook. Where none was received, feeds that send at the same time must be
 * different sources, and a feed that fell silent while another goes on was replaced by it.
 */
export function toTiles(feeds: readonly Feed[]): Tile[] {
  return [...Map.groupBy(feeds, ({ stream }) => streamId(stream)).values()]
    .flatMap(toStreamTiles)
    .sort((a, b) => byName(named(a), named(b)));
}

/** The tiles of one stream, in no order. @param feeds all of that stream */
export function toStreamTiles(feeds: readonly Feed[]): Tile[] {
  const withFrame = feeds.filter(isShown);
  const shown = withFrame.filter((feed) => !withFrame.some((other) => replaces(other, feed)));
  return shown.map((feed) => {
    // While others share the stream and nothing else is known, the feed names its tile.
    if (feed.source === null && shown.length > 1)
      return { id: tileId(feed, "", feed.feed), source: feed.feed, feed };
    return feed.source
      ? { id: tileId(feed, feed.source), source: feed.source, feed }
      : { id: tileId(feed), source: null, feed };
  });
}

function named({ id, source, feed }: Tile) {
  return { id, source, name: feed.stream.name, time: feed.newest.time };
}

/** The id of the tile of a stream, or with more parts that of one of its sources. */
export function tileId(
  { stream: { account, name } }: Pick<Feed, "stream">,
  ...rest: readonly string[]
): string {
  return [account, name, ...rest].map(encodeURIComponent).join("/");
}

/** A frame made later brings a feed back that has ended. */
export function hasEnded({ ended, newest }: ShownFeed): boolean {
  return ended !== null && ended >= newest.time;
}

/**
 * Whether `newer` took over the tile of `older`; both are feeds of one stream.
 *
 * A feed of unknown source takes over from others of unknown source, and from one that is known to have none, which may
 * be its predecessor whose successor's hook was lost; never from a source that has a name.
 */
function replaces(newer: ShownFeed, older: ShownFeed): boolean {
  if (newer.feed === older.feed) return false;
  if (newer.source !== null && newer.source === older.source)
    return isBefore(older, newer) ? !goesOnWithout(newer, older) : goesOnWithout(older, newer);
  if (isBefore(newer, older) || (newer.source !== null && older.source !== null)) return false;
  const mayBeItsPredecessor = older.source === null || older.source === "";
  return mayBeItsPredecessor && time(newer) - time(older) > LIVE_MS;
}

/** Whether of two feeds of one source, as an encoder and its backup are, the newer has ended and the other has not. */
function goesOnWithout(newer: ShownFeed, older: ShownFeed): boolean {
  return hasEnded(newer) && !hasEnded(older) && time(newer) - time(older) <= LIVE_MS;
}

function isBefore(a: ShownFeed, b: ShownFeed): boolean {
  return time(a) < time(b) || (time(a) === time(b) && a.feed < b.feed);
}

function isShown(feed: Feed): feed is ShownFeed {
  return feed.newest !== null;
}

function time({ newest }: ShownFeed): number {
  return newest.time;
}
