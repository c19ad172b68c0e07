import { useMemo } from "react";
import { Count } from "#components/time/numbers.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import { useLastTransition } from "#components/wall/transitions.ts";
import type { KioskOptions } from "#lib/model/kiosk.ts";
import { countSections, type SectionCounts } from "#lib/model/section.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { KioskClock } from "./clock.tsx";

/** With more pages, only their number is shown. */
const MAX_SEGMENTS = 12;

export type PageState = {
  readonly page: number;
  readonly pages: number;
  readonly isPaused: boolean;
};

type BarProps = PageState & {
  /** The tiles of all pages. */
  readonly tiles: readonly WallTile[];
  /** While the tiles are incomplete. */
  readonly counts: SectionCounts | null;
  readonly options: KioskOptions;
  /** Another one for each turn of the page. */
  readonly turn: number;
};

/** The clock, the page and the counts of all pages. */
export function KioskBar({ tiles, counts, options, turn, ...state }: BarProps) {
  return (
    <footer className="flex h-(--bar) shrink-0 items-center justify-between gap-[1.5em] overflow-hidden px-[1em] text-[max(0.7rem,calc(var(--spacing-window)*0.02))] whitespace-nowrap in-data-stale:text-quiet">
      <div className="flex-1 max-sm:flex-none">
        {options.clock !== "off" && <KioskClock zone={options.clock} />}
      </div>
      {state.pages > 1 && (
        <div className="flex items-center gap-[0.8em] text-quiet max-sm:hidden">
          {state.pages <= MAX_SEGMENTS && <Progress {...state} turn={turn} every={options.every} />}
          <p className="tabular-nums">
            {state.isPaused && "Paused · "}
            <PageNumber {...state} />
          </p>
        </div>
      )}
      <Counts tiles={tiles} known={counts} />
    </footer>
  );
}

export function PageNumber({ page, pages }: Omit<PageState, "isPaused">) {
  return (
    <>
      Page <Count of={page + 1} /> of <Count of={pages} />
    </>
  );
}

/** A line for each page. The present one fills until the turn. */
function Progress({ page, pages, isPaused, turn, every }: PageState & { turn: number; every: number }) {
  return (
    <span aria-hidden className="flex gap-[0.4em] portrait:hidden">
      {Array.from({ length: pages }, (_, place) => (
        <span key={place} className="h-[0.25em] w-[3.4em] overflow-hidden rounded-full bg-edge">
          {place === page && (
            <span
              key={`${turn} ${isPaused}`}
              className={`block h-full origin-left bg-ink ${isPaused ? "" : "motion-safe:animate-fill"}`}
              style={{ animationDuration: `${every}s` }}
            />
          )}
        </span>
      ))}
    </span>
  );
}

function Counts({ tiles, known }: { tiles: readonly WallTile[]; known: SectionCounts | null }) {
  const time = useLastTransition(tiles);
  const { live, attention, offline } = useMemo(
    () => known ?? countSections(tiles, time),
    [known, tiles, time],
  );
  return (
    <div className="flex flex-1 items-center justify-end gap-[1.2em] tabular-nums">
      <p>
        <StateMark state="live" /> <Count of={live} /> <span className="max-sm:sr-only">live</span>
      </p>
      <p role="status">
        <StateMark state="attention" isMuted={attention === 0} /> <Count of={attention} />{" "}
        <span className="max-sm:sr-only">{attention === 1 ? "needs" : "need"} attention</span>
      </p>
      <p className="text-quiet">
        <StateMark state="offline" isMuted /> <Count of={offline} />{" "}
        <span className="max-sm:sr-only">offline</span>
      </p>
    </div>
  );
}
