"use client";

import { useEffect } from "react";
import { Age } from "#components/time/age.tsx";
import { useClock } from "#components/time/clock.ts";
import { Count } from "#components/time/count.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { inWords } from "#components/time/moment.tsx";
import { Summary } from "#components/wall/summary.tsx";
import { useTrouble, type Trouble } from "#components/data/connection-status.ts";
import type { Wall } from "#lib/model/wall.ts";
import { ALARM_COLOURS } from "./tile.tsx";
import { alarmsOf, type Alarms } from "#components/wall/alarm.ts";
import type { Outlook } from "./summary.ts";

type BarProps = {
  /** What is watched: on all pages, and in whatever state. */
  tiles: Wall["tiles"];
  /** Where the tiles are not all there yet. */
  known: Outlook | null;
  asOf: number;
  trouble: Trouble | null;
  page: number;
  pages: number;
  onPage: (by: number) => void;
};

/** The clock, what needs attention on any page, and how old all of it is when it is not of now. */
export function KioskBar({ tiles, known, asOf, trouble: of, page, pages, onPage }: BarProps) {
  const trouble = useTrouble(asOf, of);
  useEffect(() => {
    function onKey({ key }: KeyboardEvent) {
      if (key === "ArrowRight") onPage(1);
      if (key === "ArrowLeft") onPage(-1);
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onPage]);
  return (
    <footer
      className={`flex h-[5dvh] shrink-0 items-center gap-[1.5em] overflow-hidden px-[1em] text-[max(0.7rem,2.1dvh)] whitespace-nowrap ${trouble !== null ? "bg-red-700 text-white" : "bg-card"}`}
    >
      <WallClock />
      {trouble !== null ? (
        <p className="font-bold">
          <span role="status">
            {trouble === "server" ? "The server cannot be reached." : "The server cannot reach its store."}
          </span>{" "}
          Data of <Age of={asOf} />
        </p>
      ) : (
        <>
          <div className="max-sm:hidden">
            <Summary tiles={tiles} known={known?.counts ?? null} />
          </div>
          <AlarmList tiles={tiles} known={known?.alarms ?? null} />
        </>
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
  // A primitive, so that it renders when an alarm comes or goes and not every second.
  const text = useClock((_now, asOf) => JSON.stringify(known ?? alarmsOf(tiles, asOf)));
  const { count, worst } = JSON.parse(text) as Alarms;
  if (count === 0) return null;
  return (
    <>
      <p role="status" className="font-bold">
        <Count of={count} /> to look at
      </p>
      {/* What has no room would begin a second row, out of sight, so that none is cut off in its middle. A phone has none. */}
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
  const isHere = useHydrated();
  const text = useClock((now) => inWords(now, isHere, true));
  // As wide as in UTC: what stands behind it must not move.
  return <time className="min-w-[7.5em] text-[1.3em] font-semibold tabular-nums">{text}</time>;
}
