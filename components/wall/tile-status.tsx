"use client";

import { useState } from "react";
import { useClock } from "#components/time/clock.ts";
import { formatDuration } from "#components/time/duration.ts";
import { useNumbers } from "#components/time/numbers.ts";
import { StateMark, type MarkedState } from "#components/ui/state-mark.tsx";
import { alarmStart, findAlarm, type Alarm } from "#lib/model/section.ts";
import { toState } from "#lib/model/state.ts";
import { stateTime, type BareTile, type WallTile } from "#lib/model/wall.ts";

/** What a tile says of itself. "offline" is one that has just been lost, "off" one that has been gone for longer. */
export type Condition = Alarm | "live" | "off" | "ended";

export const WORDS: Record<Condition, string> = {
  live: "Live",
  black: "Black",
  frozen: "Frozen",
  damaged: "Damaged",
  stalled: "Stalled",
  offline: "Offline",
  off: "Offline",
  ended: "Ended",
};

const COLOURS: Partial<Record<Condition, string>> = {
  black: "font-semibold text-fault",
  offline: "font-semibold text-fault",
  frozen: "font-semibold text-warn",
  stalled: "font-semibold text-warn",
  damaged: "font-semibold text-warn",
};

/** The frame of an alarm, around the picture. */
export const FRAMES: Partial<Record<Condition, string>> = {
  black: "outline-track-fault",
  offline: "outline-track-fault",
  frozen: "outline-track-warn",
  stalled: "outline-track-warn",
  damaged: "outline-track-warn",
};

/** Without a connection nothing is known, so nothing alarms. */
const IN_OUTAGE = "in-data-stale:text-quiet!";

/** The classes of the words of a condition. */
export function toLook(condition: Condition): string {
  return `${COLOURS[condition] ?? ""} ${IN_OUTAGE}`;
}

export const STATUS_LOOK =
  "flex min-w-0 items-center gap-1.5 text-[0.8125rem]/5 whitespace-nowrap text-quiet tabular-nums";

/** @param now the time of the last data, or a moment of history */
export function toCondition(tile: Pick<BareTile, "seen" | "ended" | "faults">, now: number): Condition {
  const alarm = findAlarm(tile, now);
  if (alarm !== null) return alarm;
  if (toState(tile, now) === "live") return "live";
  return tile.ended ? "ended" : "off";
}

/** The condition of a tile by the last data: an outage changes none. */
export function useCondition(tile: BareTile): Condition {
  return useClock((_now, asOf) => toCondition(tile, asOf));
}

/** The state of a tile in words. */
export function useStateWord(tile: BareTile): string {
  return WORDS[useCondition(tile)];
}

/**
 * How long a tile has been in its condition, or how old its picture is; at the time of the last data in an outage. It counts
 * from the time in the picture, even if the store could not be read since.
 */
export function TileAge({ tile, isPrecise = false }: { tile: BareTile; isPrecise?: boolean }) {
  const write = useNumbers();
  return useClock((now, asOf) => {
    const alarm = findAlarm(tile, asOf);
    const from = alarm === null ? tile.time : alarmStart(tile, alarm);
    return from === null ? "" : formatDuration(stateTime({ now, asOf }) - from, write, isPrecise);
  });
}

type ConditionMarkProps = { condition: Condition; word?: string; pulse?: string };

/** The mark and the word of a condition. */
export function ConditionMark({ condition, word = WORDS[condition], pulse = "" }: ConditionMarkProps) {
  const mark: MarkedState = condition === "off" ? "ended" : condition;
  return (
    <>
      <StateMark state={mark} className={`${IN_OUTAGE} ${pulse}`} />
      <span className={toLook(condition)}>{word}</span>
    </>
  );
}

/** The state of a tile and its age in one row. The mark pulses once when a picture arrives. */
export function TileStatus({ tile }: { tile: WallTile }) {
  const condition = useCondition(tile);
  const [first] = useState(tile.time);
  const pulse = tile.time === first ? "" : "motion-safe:animate-arrive";
  return (
    <p data-state={condition} className={STATUS_LOOK}>
      <ConditionMark key={tile.time} condition={condition} pulse={pulse} />
      <span>
        <TileAge tile={tile} />
      </span>
    </p>
  );
}
