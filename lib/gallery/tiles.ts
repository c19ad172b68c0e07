import { faultStart, type Feed } from "#lib/model/feed.ts";
import { PREVIEW_SIZE, type Frame } from "#lib/model/frame.ts";
import { showName } from "#lib/model/show-name.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { hasEnded, tileId, toStreamTiles, toTileFields } from "#lib/model/tile.ts";
import type { BareTile } from "#lib/model/wall.ts";

/** A tile without a URL: nothing is signed before the viewer's scope is applied. */
export type UnsignedTile = BareTile & {
  readonly of: Stream;
  /** Null while only the stream's name is known. */
  readonly frame: Frame | null;
};

/** What tiles tell of pictures. */
export type PictureSettings = {
  /** Whether large tiles may show originals. */
  readonly originals: boolean;
  /** How long a picture has not changed when its frame is marked as frozen. */
  readonly frozenAfterMs: number;
};

/** The tiles of the feeds of one stream. @param seenAt returns when a feed was last seen, by the time of its newest frame */
export function toUnsignedTiles(
  feeds: readonly Feed[],
  seenAt: (time: number) => number,
  settings: PictureSettings,
): UnsignedTile[] {
  return toStreamTiles(feeds).map((tile) => ({
    ...toTileFields(tile),
    seen: seenAt(tile.feed.newest.time),
    ended: hasEnded(tile.feed),
    since: faultStart(tile.feed, settings.frozenAfterMs),
    ...toShape(tile.feed.newest, settings),
    of: tile.feed.stream,
    frame: tile.feed.newest,
  }));
}

/** The shape of a frame's picture, and the width of its original if a large picture may show that. */
export function toShape({ width, height, isBare }: Frame, { originals }: Pick<PictureSettings, "originals">) {
  const isLarger = width > PREVIEW_SIZE.width || height > PREVIEW_SIZE.height;
  return {
    aspect: Math.round((1_000 * width) / height) / 1_000,
    original: originals && isLarger && !isBare ? width : null,
  };
}

/** The tile of an offline stream of which only the name is known. */
export function toNameTile(stream: Stream): UnsignedTile {
  return {
    id: tileId({ stream }),
    stream: streamId(stream),
    name: showName(stream.name),
    source: null,
    feed: null,
    time: null,
    seen: null,
    ended: false,
    faults: [],
    since: null,
    aspect: null,
    original: null,
    of: stream,
    frame: null,
  };
}
