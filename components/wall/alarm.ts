import { FAULTS, type Fault } from "#lib/model/frame.ts";
import { stateOf } from "#lib/model/state.ts";
import type { BareTile } from "#lib/model/wall.ts";

/** What someone across the room should see of a feed. */
export type Alarm = "ended" | "offline" | "stalled" | Fault;

/** How many feeds want to be looked at, and which first. */
export type Alarms = {
  readonly count: number;
  readonly worst: readonly { readonly name: string; readonly alarm: Alarm }[];
};

/** More than the widest bar has room for. */
const MOST_TOLD = 40;

/** The worst first: what is gone, then what is there and wrong; what ended was perhaps meant to. */
const BY_GRAVITY: readonly Alarm[] = ["offline", "stalled", ...FAULTS, "ended"];

/** A feed that went away longer ago is no news. */
export const NEWS_MS = 60 * 60_000;

/** What is wrong with a feed, the worst first; null when nothing is, or when it has been gone for an hour. */
export function alarmOf(tile: BareTile, now: number): Alarm | null {
  const state = stateOf(tile, now);
  if (state === "offline") {
    if (now - (tile.seen ?? 0) > NEWS_MS) return null;
    return tile.ended ? "ended" : "offline";
  }
  if (state === "stalled") return "stalled";
  return tile.faults[0] ?? null;
}

/** What is wrong with which feeds, the worst first, and by name where it is the same. */
export function alarmsOf(tiles: readonly BareTile[], now: number): Alarms {
  const alarmed = tiles.flatMap((tile) => {
    const alarm = alarmOf(tile, now);
    const name = tile.source === null ? tile.name : `${tile.name} ${tile.source}`;
    return alarm === null ? [] : [{ name, alarm }];
  });
  const byGravity = alarmed.toSorted((a, b) => BY_GRAVITY.indexOf(a.alarm) - BY_GRAVITY.indexOf(b.alarm));
  return { count: alarmed.length, worst: byGravity.slice(0, MOST_TOLD) };
}
