"use client";

import { memo } from "react";
import { StateMark } from "#components/ui/state-mark.tsx";
import { useCondition, WORDS, type Condition } from "#components/wall/tile-status.tsx";
import { alarmStart, type Alarm } from "#lib/model/section.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { ALARM_LOOKS, Duration, FilledMark, KioskPicture, QuietState, SourceChip } from "./label.tsx";

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
  const look = alarm === null ? "bg-surface in-data-stale:text-quiet" : ALARM_LOOKS[alarm];
  return (
    <div
      role="listitem"
      data-tile={tile.id}
      className="flex h-(--row-pitch) w-(--column-pitch) items-start justify-center py-[calc(var(--gap)/2)] portrait:items-center"
    >
      <article
        aria-label={tile.source === null ? tile.name : `${tile.name}, ${tile.source}`}
        className="@container relative flex max-h-full w-[calc(var(--tile-width)-var(--gap))] flex-col overflow-hidden text-[length:var(--name)]"
      >
        <KioskPicture tile={tile} isEager={isEager} />
        {(hasName || alarm !== null) && (
          <div
            className={`flex h-[calc(var(--label)*1.6)] min-h-(--label) shrink-[9999] items-center gap-[0.5em] px-[0.5em] ${look}`}
          >
            {alarm === null ? (
              <StateMark
                state={condition === "live" ? "live" : "ended"}
                className="in-data-stale:text-quiet!"
              />
            ) : (
              <FilledMark state={alarm} />
            )}
            <Name tile={tile} account={account} />
            {tile.source !== null && <SourceChip of={tile.source} />}
            {alarm === null ? (
              <QuietState tile={tile} condition={condition} />
            ) : (
              <span className="shrink-0 font-medium">
                {WORDS[alarm]} <Duration since={alarmStart(tile, alarm)} />
              </span>
            )}
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

/** Longer names have two lines in a narrow tile. */
const ONE_LINE = 20;

function Name({ tile: { name }, account }: Pick<KioskTileProps, "tile" | "account">) {
  const small =
    name.length > ONE_LINE &&
    "@max-[26em]:line-clamp-2 @max-[26em]:text-[max(9px,0.78em)] @max-[26em]:whitespace-normal";
  return (
    <h2 dir="auto" className={`min-w-0 flex-1 truncate text-left leading-[1.1] font-semibold ${small || ""}`}>
      {name}
      {account !== null && <span className="ms-[0.4em] font-normal opacity-70">{account}</span>}
    </h2>
  );
}
