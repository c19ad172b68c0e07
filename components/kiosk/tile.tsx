"use client";

import { memo } from "react";
import { Age } from "#components/time/age.tsx";
import { useClock } from "#components/time/clock.ts";
import { TilePicture } from "#components/wall/picture.tsx";
import type { WallTile } from "#lib/model/wall.ts";
import { findAlarm, type Alarm } from "#components/wall/alarm.ts";

/** The same in both themes, and distinct from across a room. */
export const ALARM_COLOURS: Record<Alarm, string> = {
  ended: "border-zinc-500 bg-zinc-700 text-white",
  offline: "border-red-600 bg-red-700 text-white",
  stalled: "border-amber-400 bg-amber-400 text-black",
  black: "border-fuchsia-600 bg-fuchsia-700 text-white",
  frozen: "border-sky-400 bg-sky-300 text-black",
  damaged: "border-orange-600 bg-orange-700 text-white",
};

type KioskTileProps = {
  readonly tile: WallTile;
  /** Loads its picture at once. */
  readonly isEager: boolean;
};

/** A tile without space around it: picture, name, and an alarm in a border. */
export const KioskTile = memo(function KioskTile({ tile, isEager }: KioskTileProps) {
  const alarm = useClock((_now, asOf) => findAlarm(tile, asOf) ?? "");
  const colours = alarm === "" ? null : ALARM_COLOURS[alarm];
  return (
    <div role="listitem" data-tile={tile.id} className="relative overflow-hidden">
      <article aria-label={tile.source === null ? tile.name : `${tile.name}, ${tile.source}`}>
        <TilePicture tile={tile} isEager={isEager} />
        <h2 className="absolute inset-x-0 bottom-0 flex items-baseline gap-[0.4em] bg-black/70 px-[0.6em] py-[0.24em] text-[max(0.8rem,1em)] leading-tight text-white">
          <span dir="auto" className="min-w-0 flex-1 truncate text-left font-medium">
            {tile.name}
            {tile.source !== null && <span className="ms-[0.4em] font-normal">{tile.source}</span>}
          </span>
          <span className="shrink-0 text-[0.75em]">
            {tile.seen === null ? "Offline" : <Age of={tile.seen} />}
          </span>
        </h2>
        {colours !== null && (
          <>
            <div
              aria-hidden
              className={`absolute inset-0 border-[length:max(4px,0.36em)] bg-transparent! ${colours}`}
            />
            <p
              className={`absolute top-0 left-0 px-[0.45em] py-[0.11em] text-[max(1rem,1.8em)] leading-tight font-bold uppercase ${colours}`}
            >
              {alarm}
            </p>
          </>
        )}
      </article>
    </div>
  );
});
