import type { PastTile } from "#lib/model/past.ts";
import { keepUnchanged, type WallTile } from "#lib/model/wall.ts";

/**
 * The tiles of a past wall as the grid lays them out. They are the very objects of before while no stream comes, goes or
 * reconnects, so that a step in time draws the pictures and not the wall around them.
 */
export function layOut(before: readonly WallTile[], tiles: readonly PastTile[]): readonly WallTile[] {
  const after = keepUnchanged(before, tiles.map(toWallTile));
  return after.length === before.length && after.every((tile, place) => tile === before[place])
    ? before
    : after;
}

function toWallTile({ id, stream, name, source, feed }: PastTile): WallTile {
  const changing = { time: null, seen: null, ended: false, faults: [], picture: null };
  return { id, stream, name, source, feed, ...changing };
}
