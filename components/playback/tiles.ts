import type { PastFrame, PastTile } from "#lib/model/past.ts";
import { keepUnchanged } from "#lib/model/changes.ts";
import type { WallTile } from "#lib/model/wall.ts";

/**
 * Lays out the tiles of a past wall. Unchanged tiles stay the same objects, so that a step in time draws the pictures and
 * not the wall around them.
 */
export function layOut(before: readonly WallTile[], tiles: readonly PastTile[]): readonly WallTile[] {
  const after = keepUnchanged(before, tiles.map(toWallTile));
  const isSame = after.length === before.length && after.every((tile, place) => tile === before[place]);
  return isSame ? before : after;
}

function toWallTile({ id, stream, name, source, feed }: PastTile): WallTile {
  const changing = { time: null, seen: null, ended: false, faults: [], since: null, picture: null };
  return { id, stream, name, source, feed, ...changing, aspect: null, original: null };
}

/**
 * Finds the frame that belongs on a tile: that of its feed, or of another feed of its source where that is known.
 *
 * @param shown one frame of each feed of the stream, newest first
 */
export function findFrame<F extends Pick<PastFrame, "feed" | "source">>(
  tile: Pick<WallTile, "feed" | "source">,
  shown: readonly F[],
): F | null {
  const ofFeed = shown.find(({ feed }) => feed === tile.feed);
  // "" is the source of a feed that is known to have none; its tile has the source null.
  return ofFeed ?? shown.find(({ source }) => source !== null && source === (tile.source ?? "")) ?? null;
}
