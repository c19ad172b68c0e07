import { byName } from "#lib/model/order.ts";
import type { UnsignedTile } from "./tiles.ts";

/** The tiles of all streams in the order of the wall. A change of few streams sorts only their tiles. */
export type TileOrder = {
  /** Puts tiles in the place of those that a stream had before. */
  readonly replace: (before: readonly UnsignedTile[], after: readonly UnsignedTile[]) => void;
  readonly list: () => readonly UnsignedTile[];
};

export function createTileOrder(): TileOrder {
  const tiles = new Map<string, UnsignedTile>();
  let order: string[] = [];
  let isChanged = false;
  let listed: readonly UnsignedTile[] = [];
  /** Tiles that have no place in the order yet, and the ids that have lost theirs. */
  const added = new Map<string, UnsignedTile>();
  const moved = new Set<string>();

  function place(): void {
    const kept = order.filter((id) => tiles.has(id) && !moved.has(id));
    const next = [...added.values()].sort(byName);
    order = next.length === 0 ? kept : merge(kept, next);
    added.clear();
    moved.clear();
  }

  function merge(kept: readonly string[], next: readonly UnsignedTile[]): string[] {
    const merged: string[] = [];
    let from = 0;
    for (const tile of next) {
      const to = placeOf(tile, kept, from);
      for (const id of kept.slice(from, to)) merged.push(id);
      merged.push(tile.id);
      from = to;
    }
    return merged.concat(kept.slice(from));
  }

  /** Where in `ids`, which are in order, a tile belongs; not before `low`. */
  function placeOf(tile: UnsignedTile, ids: readonly string[], low: number): number {
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = tiles.get(ids[middle] ?? "");
      if (other !== undefined && byName(other, tile) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    replace(before, after) {
      isChanged = true;
      for (const { id } of before) {
        if (after.some((tile) => tile.id === id)) continue;
        tiles.delete(id);
        added.delete(id);
        moved.add(id);
      }
      for (const tile of after) {
        const old = tiles.get(tile.id);
        tiles.set(tile.id, tile);
        if (old !== undefined && !added.has(tile.id) && (old.time === null) === (tile.time === null))
          continue;
        added.set(tile.id, tile);
        moved.add(tile.id);
      }
    },
    list() {
      if (added.size > 0 || moved.size > 0) place();
      if (isChanged) listed = order.map((id) => tiles.get(id)).filter((tile) => tile !== undefined);
      isChanged = false;
      return listed;
    },
  };
}
