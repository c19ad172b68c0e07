import { stateOf } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

/** What someone across the room should see of a feed. */
export type Alarm = "ended" | "offline" | "stalled" | "black" | "frozen";

/** A feed that went away longer ago is no news. */
const NEWS_MS = 60 * 60_000;

/** What is wrong with a feed, the worst first; null when nothing is, or when it has been gone for an hour. */
export function alarmOf(tile: WallTile, now: number): Alarm | null {
  const state = stateOf(tile, now);
  if (state === "offline") {
    if (now - tile.seen > NEWS_MS) return null;
    return tile.ended ? "ended" : "offline";
  }
  if (state === "stalled") return "stalled";
  return tile.faults[0] ?? null;
}
