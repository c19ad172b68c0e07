import { createHash } from "node:crypto";
import { feedsOf } from "#lib/model/feed.ts";
import { lastSeen } from "#lib/model/state.ts";
import { hasEnded, tilesOf, type Tile } from "#lib/model/tile.ts";
import { streamId } from "#lib/model/stream.ts";
import type { SignedUrl, Store } from "#lib/store/store.ts";
import type { Snapshot } from "./snapshots.ts";
import type { Tiles, WallTile } from "#lib/model/wall.ts";

/** @property firstEnd when the first of their URLs stops working, ms since 1970 */
export type Loaded = Tiles & { readonly firstEnd: number };

/** Makes the tiles of a snapshot, with URLs for their pictures. */
export async function loadTiles(
  snapshot: Snapshot,
  store: Pick<Store, "pictureUrl">,
  now: number,
): Promise<Loaded> {
  const signed = await Promise.all(
    tilesOf(feedsOf(snapshot.facts)).map(async (tile) => {
      const url = await store.pictureUrl(pictureOf(tile), now);
      return { tile: wallTile(tile, url), expires: url.expires };
    }),
  );
  const firstEnd = signed.reduce((first, { expires }) => Math.min(first, expires), Infinity);
  return { version: versionOf(signed), tiles: signed.map(({ tile }) => tile), firstEnd };
}

function pictureOf({ feed }: Tile): Parameters<Store["pictureUrl"]>[0] {
  const { time, flags } = feed.newest.fact;
  const frame = { stream: feed.stream, feed: feed.feed, time };
  return { frame, kind: flags.includes("original") ? "frame" : "preview" };
}

function wallTile({ id, source, feed }: Tile, { url }: SignedUrl): WallTile {
  const { time, flags } = feed.newest.fact;
  return {
    id,
    stream: streamId(feed.stream),
    name: feed.stream.name,
    source,
    feed: feed.feed,
    time,
    seen: lastSeen(feed) ?? time,
    ended: hasEnded(feed),
    faults: flags.filter((flag) => flag !== "original"),
    picture: url,
  };
}

/**
 * Names a state of the wall: what the tiles show and when their URLs end. The signatures are not in it, so that
 * processes with different temporary credentials agree.
 */
function versionOf(signed: readonly { readonly tile: WallTile; readonly expires: number }[]): string {
  const hash = createHash("sha256");
  for (const { tile, expires } of signed) {
    const { id, feed, time, seen, ended, faults, source } = tile;
    hash.update(JSON.stringify([id, feed, time, seen, ended, faults, source, expires]));
  }
  return hash.digest("base64url").slice(0, 22);
}
