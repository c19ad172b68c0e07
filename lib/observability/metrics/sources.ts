import "server-only";
import { tilesToCount } from "#lib/gallery/index.ts";
import { settings } from "#lib/settings/index.ts";
import { openSpool } from "#lib/spool/spool.ts";
import type { Sources } from "./metrics.ts";
import { countWall } from "./wall.ts";

export const sources: Sources = {
  async spool() {
    const { spool } = settings().receiver;
    return spool === null ? null : openSpool(spool).measure();
  },
  async wall() {
    const wall = await tilesToCount();
    return wall === null ? null : countWall(wall);
  },
};
