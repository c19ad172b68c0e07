import type { Compared } from "#lib/model/compare-address.ts";
import { findTile, type WallTile } from "#lib/model/wall.ts";

/** The tile of a compared stream; null for one that is not on the wall. */
export function findOwn(tiles: readonly WallTile[], compared: Compared): WallTile | null {
  return findTile(
    tiles.filter(({ stream }) => stream === compared.stream),
    compared,
  );
}
