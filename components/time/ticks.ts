import { formatDay } from "./date.ts";
import { formatTime, zoneName, type Place } from "./format.ts";
import { listOffsets } from "./zone.ts";

/** A tick of a timeline. `isDay`: the first one of a local day, whose label is its date. */
export type Tick = { readonly time: number; readonly label: string; readonly isDay: boolean };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS = [
  ...[1, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((days) => days * DAY_MS),
];
/** Between two ticks, in px: room for "Sun 29 Nov" or "02:00 CET". */
const MIN_GAP = 80;
/** On large screens, whose text is larger (app/globals.css), the room grows with the width. */
const MAX_TICKS = 25;

type LocalTick = { readonly time: number; readonly local: number };

/**
 * The ticks of a timeline at round local times, as many as fit. At a change of the offset there is one for each hour that
 * exists, and two for an hour that is repeated; the second one's label names the zone.
 *
 * @param from of the timeline, as `to` ms since 1970
 * @param widthPx of the timeline
 */
export function listTicks(from: number, to: number, widthPx: number, place: Place): readonly Tick[] {
  if (!(to > from) || !(widthPx > 0)) return [];
  const pxPerMs = widthPx / (to - from);
  const gap = Math.max(MIN_GAP, widthPx / MAX_TICKS);
  const step = STEPS.find((one) => one * pxPerMs >= gap) ?? DAY_MS * 364;
  const ticks: Tick[] = [];
  // From a day earlier, so that the first tick of a day is known.
  let previous = { time: -Infinity, local: -Infinity };
  for (const tick of listLocalTicks(from - DAY_MS, to, Math.min(step, DAY_MS), place.zone)) {
    const isDay = toDay(tick.local) > toDay(previous.local);
    const isRepeated = tick.local <= previous.local;
    previous = tick;
    if (tick.time < from || !isInStep(tick.local, step, isDay)) continue;
    // After a change of the offset, steps of several hours may be closer than the others.
    const last = ticks.at(-1);
    if (last !== undefined && (tick.time - last.time) * pxPerMs < gap / 2) {
      if (!isDay) continue;
      ticks.pop();
    }
    ticks.push({ time: tick.time, label: toLabel(tick.time, isDay, isRepeated, place), isDay });
  }
  return ticks;
}

/** The ticks of steps up to a day. A day whose midnight is skipped begins at the change of the offset. */
function listLocalTicks(from: number, to: number, step: number, zone: string): LocalTick[] {
  const stretches = listOffsets(from, to, zone);
  return stretches.flatMap((stretch, index) => {
    const { from: start, offset } = stretch;
    const end = stretches[index + 1]?.from ?? to + 1;
    const before = stretches[index - 1];
    const ticks: LocalTick[] = [];
    for (let local = Math.ceil((start + offset) / step) * step; local - offset < end; local += step)
      ticks.push({ time: local - offset, local });
    const isNewDay = before !== undefined && toDay(start + offset) > toDay(start - 1 + before.offset);
    if (isNewDay && ticks[0]?.time !== start) ticks.unshift({ time: start, local: start + offset });
    return ticks;
  });
}

/** Steps of several days count from 1970, in local days. */
function isInStep(local: number, step: number, isDay: boolean): boolean {
  if (step <= DAY_MS) return step < DAY_MS || isDay;
  return isDay && toDay(local) % (step / DAY_MS) === 0;
}

function toDay(local: number): number {
  return Math.floor(local / DAY_MS);
}

function toLabel(time: number, isDay: boolean, isRepeated: boolean, place: Place): string {
  if (isDay) return formatDay(time, place);
  const text = formatTime(time, place, false);
  return isRepeated ? `${text} ${zoneName(time, place)}` : text;
}
