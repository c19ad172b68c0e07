// What a wall shows once it has listed the names of all streams, those that are offline included.
import { expect } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { storeWith } from "./store-client.ts";

const PATIENCE_MS = 20_000;

/** Waits until the wall of an account has so many tiles. @returns them, in the order of the wall */
export async function offlineWall(account: string, count: number): Promise<readonly WallTile[]> {
  const gallery = createGallery({ store: storeWith(), log: () => undefined, isIndexed: true });
  let tiles: readonly WallTile[] = [];
  const shown = async () => {
    const wall = await gallery.wall(EVERYTHING);
    tiles = (wall?.tiles ?? []).filter(({ stream }) => stream.startsWith(`${account}/`));
    return tiles.length;
  };
  await expect.poll(shown, { interval: 500, timeout: PATIENCE_MS }).toBe(count);
  return tiles;
}
