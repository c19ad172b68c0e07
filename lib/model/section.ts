import type { Fault } from "./frame.ts";
import { toState } from "./state.ts";
import type { BareTile } from "./wall.ts";

/** A reason to look at a tile. */
export type Alarm = Fault | "offline" | "stalled";

/** The worst first: nothing to see, just lost, looks live and is not, no pictures, partly readable. */
const BY_SEVERITY: readonly Alarm[] = ["black", "offline", "frozen", "stalled", "damaged"];

/** A feed that was last seen longer ago, in ms, is offline without an alarm. */
export const LOST_MS = 10 * 60_000;

/** Where a tile is on the wall. Each is in exactly one. */
export type Section = "attention" | "live" | "offline";

export type SectionCounts = Readonly<Record<Section, number>>;

/**
 * The worst that is wrong with a tile; null for nothing. A feed that ended was meant to, and has none.
 *
 * @param now the time of the last data, ms since 1970
 */
export function findAlarm(tile: Pick<BareTile, "seen" | "ended" | "faults">, now: number): Alarm | null {
  const state = toState(tile, now);
  if (state === "offline") {
    if (tile.ended || tile.seen === null) return null;
    return now - tile.seen <= LOST_MS ? "offline" : null;
  }
  if (state === "stalled") return "stalled";
  return BY_SEVERITY.find((alarm) => (tile.faults as readonly Alarm[]).includes(alarm)) ?? null;
}

export function toSection(tile: BareTile, now: number): Section {
  if (findAlarm(tile, now) !== null) return "attention";
  return toState(tile, now) === "live" ? "live" : "offline";
}

export function countSections(tiles: readonly BareTile[], now: number): SectionCounts {
  const counts = { attention: 0, live: 0, offline: 0 };
  for (const tile of tiles) counts[toSection(tile, now)] += 1;
  return counts;
}

/** When the alarm of a tile began, as far as known, ms since 1970. @param alarm as `findAlarm` returned it */
export function alarmStart(tile: BareTile, alarm: Alarm): number {
  const from = alarm === "offline" || alarm === "stalled" ? null : tile.since;
  return from ?? tile.time ?? 0;
}

/** Orders tiles with an alarm: the worst first, and of equal ones that which began last. */
export function compareAlarms(now: number): (a: BareTile, b: BareTile) => number {
  const rank = (tile: BareTile) => {
    const alarm = findAlarm(tile, now);
    return alarm === null
      ? { severity: BY_SEVERITY.length, start: 0 }
      : { severity: BY_SEVERITY.indexOf(alarm), start: alarmStart(tile, alarm) };
  };
  return (a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first.severity - second.severity || second.start - first.start;
  };
}
