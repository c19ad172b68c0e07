import { FAULTS, type Fault } from "#lib/model/frame.ts";
import { toState } from "#lib/model/state.ts";
import type { BareTile } from "#lib/model/wall.ts";

/** The fault or outage of a feed. */
export type Alarm = "ended" | "offline" | "stalled" | Fault;

/** How many feeds have an alarm, and the worst of them. */
export type Alarms = {
  readonly count: number;
  readonly worst: readonly { readonly name: string; readonly alarm: Alarm }[];
};

/** More than fit into the widest bar. */
const MAX_LISTED = 40;

/** The worst first. A feed that ended may have been meant to. */
const BY_SEVERITY: readonly Alarm[] = ["offline", "stalled", ...FAULTS, "ended"];

/** A feed that has been gone for longer raises no alarm. */
export const MAX_ALARM_AGE_MS = 60 * 60_000;

/** The worst that is wrong with a feed; null for none. */
export function findAlarm(tile: BareTile, now: number): Alarm | null {
  const state = toState(tile, now);
  if (state === "offline") {
    if (now - (tile.seen ?? 0) > MAX_ALARM_AGE_MS) return null;
    return tile.ended ? "ended" : "offline";
  }
  if (state === "stalled") return "stalled";
  return tile.faults[0] ?? null;
}

/** The alarms of all feeds, the worst first and otherwise in the order of the tiles. */
export function listAlarms(tiles: readonly BareTile[], now: number): Alarms {
  const alarmed = tiles.flatMap((tile) => {
    const alarm = findAlarm(tile, now);
    const name = tile.source === null ? tile.name : `${tile.name} ${tile.source}`;
    return alarm === null ? [] : [{ name, alarm }];
  });
  alarmed.sort((a, b) => BY_SEVERITY.indexOf(a.alarm) - BY_SEVERITY.indexOf(b.alarm));
  return { count: alarmed.length, worst: alarmed.slice(0, MAX_LISTED) };
}
