import { alarmStart, compareAlarms, findAlarm, toSection, type Alarm } from "#lib/model/section.ts";
import type { BareTile, WallTile } from "#lib/model/wall.ts";

/** The alarms that a kiosk has seen. Times are those of the data, ms since 1970. */
export type AlarmLog = {
  /** By tile: the alarm, and when the kiosk saw it begin; 0 if the kiosk was opened with it. */
  readonly active: ReadonlyMap<string, { readonly alarm: Alarm; readonly noticed: number }>;
  /** By tile: since when it is live again. */
  readonly recovered: ReadonlyMap<string, number>;
};

/** A recovered tile stays among the alarms for this long. */
const RECOVERED_MS = 10 * 60_000;
export const SLOTS = 4;
/** An alarm pulses once, soon after it began. */
const NEW_MS = 5_000;

/** Adds the alarms of now to those before. @returns the same log if nothing changed @param before null when the kiosk opens */
export function watchAlarms(before: AlarmLog | null, tiles: readonly BareTile[], now: number): AlarmLog {
  const active = new Map<string, { alarm: Alarm; noticed: number }>();
  const recovered = new Map<string, number>();
  for (const tile of tiles) {
    const alarm = findAlarm(tile, now);
    const known = before?.active.get(tile.id);
    if (alarm !== null) {
      const isKnown = known?.alarm === alarm;
      active.set(tile.id, isKnown ? known : { alarm, noticed: before === null ? 0 : now });
    } else if (toSection(tile, now) === "live") {
      const since = known === undefined ? before?.recovered.get(tile.id) : now;
      if (since !== undefined && now - since < RECOVERED_MS) recovered.set(tile.id, since);
    }
  }
  if (before !== null && isEqual(active, before.active) && isEqual(recovered, before.recovered))
    return before;
  return { active, recovered };
}

function isEqual<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>): boolean {
  return a.size === b.size && [...a].every(([id, value]) => b.get(id) === value);
}

/** A slot of the column of alarms. */
export type Slot = {
  readonly tile: WallTile;
  /** Null for a tile that is live again. */
  readonly alarm: Alarm | null;
  /** Since when it has the alarm, or is live again. */
  readonly since: number;
  readonly isNew: boolean;
};

/** The worst alarms, the newest of equal ones first, then recovered tiles. `rest` are the alarms without a slot. */
export function listSlots({ active, recovered }: AlarmLog, tiles: readonly WallTile[], now: number) {
  const alarmed = tiles.filter(({ id }) => active.has(id)).sort(compareAlarms(now));
  const alarms = alarmed.map((tile): Slot => {
    const { alarm, noticed } = active.get(tile.id) ?? { alarm: "offline", noticed: 0 };
    return { tile, alarm, since: alarmStart(tile, alarm), isNew: now - noticed < NEW_MS };
  });
  if (alarms.length > SLOTS) return { slots: alarms.slice(0, SLOTS - 1), rest: alarms.slice(SLOTS - 1) };
  const again = tiles.flatMap((tile): Slot[] => {
    const since = recovered.get(tile.id);
    return since === undefined ? [] : [{ tile, alarm: null, since, isNew: false }];
  });
  again.sort((a, b) => b.since - a.since);
  return { slots: [...alarms, ...again].slice(0, SLOTS), rest: [] };
}
