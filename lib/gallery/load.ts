import { feedsOf } from "#lib/feeds/feed.ts";
import { lastSeen } from "#lib/feeds/freshness.ts";
import { tilesOf, type Tile } from "#lib/feeds/tile.ts";
import { streamId } from "#lib/provider/stream.ts";
import type { Store } from "#lib/store/store.ts";
import type { Snapshot } from "./snapshots.ts";
import type { Wall, WallTile } from "./wall.ts";

/** Makes the wall of a snapshot: its tiles, with URLs for their pictures. */
export async function loadWall(
  snapshot: Snapshot,
  store: Pick<Store, "pictureUrl">,
  now: number,
): Promise<Wall> {
  const tiles = await Promise.all(
    tilesOf(feedsOf(snapshot.facts)).map((tile) =>
      wallTile(tile, (picture) => store.pictureUrl(picture, now)),
    ),
  );
  return { tiles, asOf: snapshot.asOf, now };
}

async function wallTile(
  { id, source, feed }: Tile,
  urlOf: (picture: Parameters<Store["pictureUrl"]>[0]) => Promise<string>,
): Promise<WallTile> {
  const { time, flags } = feed.newest.fact;
  const frame = { stream: feed.stream, feed: feed.feed, time };
  return {
    id,
    stream: streamId(feed.stream),
    name: feed.stream.name,
    source,
    feed: feed.feed,
    time,
    seen: lastSeen(feed) ?? time,
    ended: feed.ended !== null && feed.ended >= time,
    faults: flags.filter((flag) => flag !== "original"),
    picture: await urlOf({ frame, kind: flags.includes("original") ? "frame" : "preview" }),
  };
}
