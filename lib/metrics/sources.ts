import "server-only";
import { stateOf } from "#lib/feeds/freshness.ts";
import { wallToCount } from "#lib/gallery/index.ts";
import type { Wall } from "#lib/gallery/wall.ts";
import { settings } from "#lib/settings/index.ts";
import { openSpool } from "#lib/spool/spool.ts";
import type { Sources } from "./metrics.ts";

export const sources: Sources = {
  async spool() {
    const { spool } = settings().receiver;
    return spool === null ? null : openSpool(spool).measure();
  },
  async wall() {
    const wall = await wallToCount();
    return wall === null ? null : countWall(wall);
  },
};

function countWall({ tiles, now }: Wall): Awaited<ReturnType<Sources["wall"]>> {
  const states = { live: 0, stalled: 0, offline: 0 };
  const faults = { black: 0, frozen: 0 };
  for (const tile of tiles) {
    states[stateOf(tile, now)] += 1;
    for (const fault of tile.faults) faults[fault] += 1;
  }
  const newest = tiles.reduce((newest, { seen }) => Math.max(newest, seen), -Infinity);
  return { states, faults, newestAgeMs: newest === -Infinity ? null : now - newest };
}
