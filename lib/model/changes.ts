import { byName } from "./order.ts";
import type { BareTile, Tiles, WallTile } from "./wall.ts";

/** What became of a wall since the version that a viewer has. */
export type Changes = {
  readonly version: string;
  readonly since: string;
  readonly changed: readonly WallTile[];
  /** The ids of tiles that are there no more. */
  readonly gone: readonly string[];
};

/** What a viewer who has `before` must be told to have `after`. */
export function changesBetween(before: Tiles, after: Tiles): Changes {
  const known = new Map(before.tiles.map((tile) => [tile.id, tile]));
  const changed = after.tiles.filter((tile) => {
    const old = known.get(tile.id);
    known.delete(tile.id);
    return old === undefined || !isSame(old, tile);
  });
  return { version: after.version, since: before.version, changed, gone: [...known.keys()] };
}

/** The wall after some changes; tiles that did not change are the very objects of before. */
export function withChanges(before: Tiles, { version, changed, gone }: Changes): Tiles {
  const byId = new Map<string, WallTile | null>([
    ...gone.map((id) => [id, null] as const),
    ...changed.map((tile) => [tile.id, tile] as const),
  ]);
  return { version, tiles: mergeTiles(before.tiles, byId) };
}

/** Puts changed tiles into a wall, by id; null removes one. Sorts only if a tile came or moved. */
export function mergeTiles<T extends BareTile>(
  before: readonly T[],
  changed: ReadonlyMap<string, T | null>,
): readonly T[] {
  const added = new Map(changed);
  const kept = before.flatMap((tile) => {
    added.delete(tile.id);
    const next = changed.get(tile.id);
    return next === null ? [] : [next ?? tile];
  });
  const all = [...kept, ...added.values()].filter((tile) => tile !== null);
  const hasMoved = before.some(({ id, time }) => {
    const next = changed.get(id);
    return next !== undefined && next !== null && (next.time === null) !== (time === null);
  });
  return hasMoved || all.length > kept.length ? all.sort(byName) : kept;
}

/** Puts the objects of before in the place of equal ones, so that what did not change is seen at a glance. */
export function keepUnchanged(before: Tiles["tiles"], after: Tiles["tiles"]): Tiles["tiles"] {
  let byId: ReadonlyMap<string, WallTile> | undefined;
  return after.map((tile, place) => {
    // Most tiles keep their place.
    const there = before[place];
    if (there?.id === tile.id) return isSame(there, tile) ? there : tile;
    byId ??= new Map(before.map((old) => [old.id, old]));
    const old = byId.get(tile.id);
    return old !== undefined && isSame(old, tile) ? old : tile;
  });
}

function isSame(a: WallTile, b: WallTile): boolean {
  if (a === b) return true;
  return (
    a.time === b.time &&
    a.picture === b.picture &&
    a.feed === b.feed &&
    a.seen === b.seen &&
    a.ended === b.ended &&
    a.since === b.since &&
    a.source === b.source &&
    a.faults.join() === b.faults.join()
  );
}
