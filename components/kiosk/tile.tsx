"use client";

import { memo } from "react";
import { StateMark } from "#components/ui/state-mark.tsx";
import { tileLabel } from "#components/wall/tile-label.ts";
import { useCondition, WORDS, type Condition } from "#components/wall/tile-status.tsx";
import { alarmStart, type Alarm } from "#lib/model/section.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { ALARM_LOOKS, Duration, FilledMark, KioskPicture, Origin, QuietState, TileName } from "./label.tsx";

type KioskTileProps = {
  readonly tile: WallTile;
  /** To tell it from a tile of the same name. */
  readonly account: string | null;
  /** An alarm has its label even if names are off. */
  readonly hasName: boolean;
  /** Loads its picture at once. */
  readonly isEager: boolean;
};

/** A picture with its label below. An alarm has a frame and fills the label. */
export const KioskTile = memo(function KioskTile({ tile, account, hasName, isEager }: KioskTileProps) {
  const condition = useCondition(tile);
  const alarm = toAlarm(condition);
  const label = tileLabel(tile, 1, account);
  const look = alarm === null ? "bg-surface in-data-stale:text-quiet" : ALARM_LOOKS[alarm];
  return (
    <div
      role="listitem"
      data-tile={tile.id}
      className="flex h-(--tile-height) w-(--tile-width) items-center justify-center py-[calc(var(--gap)/2)]"
    >
      <article
        aria-label={label}
        className="@container relative flex h-full w-[calc(var(--tile-width)-var(--gap))] flex-col overflow-hidden text-[length:var(--name)]"
      >
        <KioskPicture tile={tile} label={label} isEager={isEager} />
        {(hasName || alarm !== null) && (
          <div className={`flex min-h-(--label) flex-1 items-center gap-[0.5em] px-[0.5em] ${look}`}>
            {alarm === null ? (
              <StateMark
                state={condition === "live" ? "live" : "ended"}
                className="in-data-stale:text-quiet!"
              />
            ) : (
              <FilledMark state={alarm} />
            )}
            <h2 className="min-w-0 flex-1 font-semibold">
              <TileName of={tile.name} />
            </h2>
            <div className="flex max-w-3/5 shrink-0 items-center justify-end gap-x-[0.5em] @max-[26em]:flex-col @max-[26em]:items-end @max-[26em]:text-[max(9px,0.78em)] @max-[26em]:leading-[1.1]">
              <Origin account={account} source={tile.source} />
              {alarm === null ? (
                <QuietState tile={tile} condition={condition} />
              ) : (
                <span className="shrink-0 font-medium">
                  {WORDS[alarm]} <Duration since={alarmStart(tile, alarm)} />
                </span>
              )}
            </div>
          </div>
        )}
        {alarm !== null && (
          <div
            aria-hidden
            className={`absolute inset-0 border-[length:calc(var(--gap)*1.25)] bg-transparent! ${look}`}
          />
        )}
      </article>
    </div>
  );
});

function toAlarm(condition: Condition): Alarm | null {
  return condition === "live" || condition === "off" || condition === "ended" ? null : condition;
}
