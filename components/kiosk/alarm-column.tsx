import { useState } from "react";
import { useLastTransition } from "#components/wall/transitions.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import { tileLabel } from "#components/wall/tile-label.ts";
import { WORDS } from "#components/wall/tile-status.tsx";
import { toShownAccount } from "#lib/model/accounts.ts";
import type { Wall, WallTile } from "#lib/model/wall.ts";
import { listSlots, SLOTS, watchAlarms, type Slot } from "./alarms.ts";
import { ALARM_LOOKS, Duration, FilledMark, KioskPicture, Origin, TileName } from "./label.tsx";

type AlarmColumnProps = {
  /** The tiles of all pages. */
  tiles: readonly WallTile[];
  /** The names that need the account beside them. */
  sharedNames: ReadonlySet<string>;
  asOf: Wall["asOf"];
};

/** The alarms of all pages, which stay while pages turn. It is always there, so that the grid keeps its place. */
export function AlarmColumn({ tiles, sharedNames, asOf }: AlarmColumnProps) {
  const { slots, rest } = useSlots(tiles, asOf);
  const free = SLOTS - slots.length - (rest.length > 0 ? 1 : 0);
  const hasAlarms = slots.some(({ alarm }) => alarm !== null);
  return (
    <aside
      aria-label="Alarms"
      className="flex w-(--column) shrink-0 flex-col portrait:h-(--row) portrait:w-full portrait:flex-row"
    >
      <ul className="contents">
        {slots.map((slot) => (
          <AlarmSlot
            key={`${slot.tile.id} ${slot.alarm}`}
            slot={slot}
            account={toShownAccount(slot.tile, sharedNames)}
          />
        ))}
        {rest.length > 0 && <Rest rest={rest} sharedNames={sharedNames} />}
      </ul>
      {free > 0 && (
        <p className="m-[calc(var(--gap)/2)] grid flex-1 place-content-center bg-surface p-2 text-center text-[length:calc(var(--name)*1.1)] text-quiet">
          <span className="in-data-stale:hidden">{hasAlarms ? "No other alarms" : "No alarms"}</span>
          <span className="hidden in-data-stale:inline">No data</span>
        </p>
      )}
    </aside>
  );
}

function useSlots(tiles: readonly WallTile[], asOf: number) {
  const now = Math.max(asOf, useLastTransition(tiles));
  const [log, setLog] = useState(() => watchAlarms(null, tiles, now));
  const next = watchAlarms(log, tiles, now);
  if (next !== log) setLog(next);
  return listSlots(next, tiles, now);
}

const CELL = "min-h-0 min-w-0 shrink-0 basis-1/4 p-[calc(var(--gap)/2)]";

type AlarmSlotProps = { slot: Slot; account: string | null };

function AlarmSlot({ slot: { tile, alarm, since, isNew }, account }: AlarmSlotProps) {
  const look = alarm === null ? "border-surface bg-surface in-data-stale:text-quiet" : ALARM_LOOKS[alarm];
  return (
    <li className={CELL}>
      <div
        className={`@container flex h-full flex-col overflow-hidden border-[length:calc(var(--gap)*1.25)] ${look} ${isNew ? "motion-safe:animate-pulse-once" : ""}`}
      >
        <KioskPicture tile={tile} label={tileLabel(tile, 1, account)} isEager isDim={alarm === null} />
        <div className="mt-auto flex shrink-0 items-center gap-[0.4em] px-[0.4em] text-[length:calc(var(--name)*1.25)] leading-[1.3] portrait:text-[length:var(--name)] portrait:leading-[1.15]">
          <p className="min-w-0 flex-1 font-semibold">
            <TileName of={tile.name} />
          </p>
          <p className="flex max-w-3/5 shrink-0 items-center gap-[0.4em]">
            <Origin account={account} source={tile.source} />
          </p>
        </div>
        <p className="mb-auto flex shrink-0 flex-wrap items-center gap-x-[0.5em] px-[0.5em] text-[length:calc(var(--name)*1.1)] leading-[1.3] portrait:gap-x-[0.3em] portrait:text-[length:var(--name)]">
          {alarm === null ? <StateMark state="live" /> : <FilledMark state={alarm} />}
          <span className="flex-1">{alarm === null ? "Live again" : WORDS[alarm]}</span>
          <span className="font-semibold">
            <Duration since={since} />
          </span>
        </p>
      </div>
    </li>
  );
}

type RestProps = { rest: readonly Slot[]; sharedNames: ReadonlySet<string> };

/** The alarms that have no slot, by name as far as there is room. */
function Rest({ rest, sharedNames }: RestProps) {
  return (
    <li className={CELL}>
      <div className="h-full overflow-hidden bg-surface p-[0.5em] text-[length:var(--name)]">
        <p className="mb-[0.2em] text-[1.5em] font-semibold">+{rest.length} more</p>
        <ul>
          {rest.slice(0, MAX_NAMED).map(({ tile, alarm }) => (
            <li key={tile.id} className="flex items-center gap-[0.4em] leading-[1.4]">
              {alarm !== null && <StateMark state={alarm} />}
              <span className="sr-only">{alarm}</span>
              <span className="min-w-0 flex-1">
                <TileName of={tile.name} />
              </span>
              <Origin account={toShownAccount(tile, sharedNames)} source={tile.source} />
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

/** More than there is room for. */
const MAX_NAMED = 10;
