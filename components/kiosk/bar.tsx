"use client";

import {
  ConnectionText,
  useConnectionStatus,
  type ConnectionStatus,
} from "#components/data/connection-status.tsx";
import { useClock } from "#components/time/clock.ts";
import { Count } from "#components/time/numbers.ts";
import { formatMoment } from "#components/time/moment.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { listAlarms, type Alarms } from "#components/wall/alarm.ts";
import { Summary } from "#components/wall/summary.tsx";
import type { Counts } from "#lib/model/state.ts";
import type { Wall } from "#lib/model/wall.ts";
import { ALARM_COLOURS } from "./tile.tsx";

type BarProps = {
  /** The tiles of all pages. */
  tiles: Wall["tiles"];
  /** While the tiles are incomplete. */
  counts: Counts | null;
  alarms: Alarms | null;
  asOf: number;
  status: ConnectionStatus;
  page: number;
  pages: number;
  onTurn: (by: number) => void;
};

/** The clock and the alarms of all pages, or the outage. */
export function KioskBar({ tiles, counts, alarms, asOf, status: current, page, pages, onTurn }: BarProps) {
  const status = useConnectionStatus(asOf, current);
  const isConnected = status === "connected";
  useShortcuts({ ArrowRight: () => onTurn(1), ArrowLeft: () => onTurn(-1) });
  return (
    <footer
      className={`flex h-[calc(var(--spacing-window)*0.05)] shrink-0 items-center gap-[1.5em] overflow-hidden px-[1em] text-[max(0.7rem,calc(var(--spacing-window)*0.021))] whitespace-nowrap ${isConnected ? "bg-card" : "bg-red-700 text-white"}`}
    >
      <WallClock />
      {isConnected ? (
        <>
          <div className="max-sm:hidden">
            <Summary tiles={tiles} known={counts} />
          </div>
          <AlarmList tiles={tiles} known={alarms} />
        </>
      ) : (
        <p role="status" className="font-bold">
          <ConnectionText asOf={asOf} status={status} />
        </p>
      )}
      {pages > 1 && (
        <p className="ml-auto tabular-nums max-sm:hidden">
          Page <Count of={page + 1} /> of <Count of={pages} />
        </p>
      )}
    </footer>
  );
}

function AlarmList({ tiles, known }: { tiles: Wall["tiles"]; known: Alarms | null }) {
  // As text, so that it renders when an alarm comes or goes and not every second.
  const text = useClock((_now, asOf) => JSON.stringify(known ?? listAlarms(tiles, asOf)));
  const { count, worst } = JSON.parse(text) as Alarms;
  if (count === 0) return null;
  return (
    <>
      <p role="status" className="font-bold">
        <Count of={count} /> to look at
      </p>
      {/* An alarm that does not fit wraps into a second row, out of sight. A phone has no room for any. */}
      <ul className="flex h-[1.5em] min-w-0 flex-1 flex-wrap gap-[0.5em] overflow-hidden leading-[1.5] max-sm:hidden">
        {worst.map(({ name, alarm }, place) => (
          <li
            key={place}
            className={`max-w-full shrink-0 truncate rounded px-[0.6em] ${ALARM_COLOURS[alarm]}`}
          >
            {/* A long name must not hide the others. */}
            <span className="inline-block max-w-[10em] truncate align-bottom">{name}</span> {alarm}
          </li>
        ))}
      </ul>
    </>
  );
}

function WallClock() {
  const isHydrated = useHydrated();
  const text = useClock((now) => formatMoment(now, isHydrated, true));
  // As wide as in UTC, so that hydration moves nothing.
  return <time className="min-w-[7.5em] text-[1.3em] font-semibold tabular-nums">{text}</time>;
}
