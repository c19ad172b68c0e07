import { useMemo } from "react";
import { Count } from "#components/time/numbers.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import { useLastTransition } from "#components/wall/transitions.ts";
import type { KioskOptions } from "#lib/model/kiosk.ts";
import { countSections, type SectionCounts } from "#lib/model/section.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { KioskClock } from "./clock.tsx";

/** With more pages, one line stands for the present one. */
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
  /** The words of the view's filter, and the number of its tiles. */
  readonly filter: { readonly words: string; readonly total: number };
  /** Another one for each turn of the page. */
  readonly turn: number;
};

export const BAR =
  "relative flex h-[calc(var(--spacing-window)*0.055)] shrink-0 items-center justify-between gap-[1.5em] overflow-hidden px-[1em] max-sm:gap-[0.6em] max-sm:px-[0.6em] text-[max(0.7rem,calc(var(--spacing-window)*0.02))] whitespace-nowrap in-data-stale:text-quiet";

/** The clock, the page and the counts of all pages. */
export function KioskBar({ tiles, counts, options, filter, turn, ...state }: BarProps) {
  return (
    <footer className={BAR}>
      <div className="flex-1 max-sm:flex-none">
        {options.clock !== "off" && <KioskClock zone={options.clock} />}
      </div>
      {filter.words !== "" && (
        <p className="min-w-0 truncate text-quiet max-sm:sr-only">
          {filter.words}, <Count of={filter.total} /> {filter.total === 1 ? "stream" : "streams"}
        </p>
      )}
      {state.pages > 1 && (
        <div className="flex items-center gap-[0.8em] text-quiet">
          <Progress {...state} turn={turn} every={options.every} />
          <p className="tabular-nums">
            {state.isPaused && <span className="max-sm:sr-only">Paused · </span>}
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
      <span className="max-sm:sr-only">Page </span>
      <Count of={page + 1} />
      <span className="max-sm:sr-only"> of </span>
      <span aria-hidden className="sm:hidden">
        /
      </span>
      <Count of={pages} />
    </>
  );
}

/** A line for each page, above the bar in portrait. The present one fills until the turn. */
function Progress({ page, pages, isPaused, turn, every }: PageState & { turn: number; every: number }) {
  const hasSegments = pages <= MAX_SEGMENTS;
  return (
    <span aria-hidden className="flex gap-[0.4em] portrait:absolute portrait:inset-x-0 portrait:top-0">
      {Array.from({ length: hasSegments ? pages : 1 }, (_, place) => (
        <span
          key={place}
          className="h-[0.25em] w-[3.4em] overflow-hidden rounded-full bg-edge portrait:h-0.5 portrait:flex-1"
        >
          {(place === page || !hasSegments) && (
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

/** Without data, nothing alarms. */
const UNKNOWN = "in-data-stale:text-quiet!";

function Counts({ tiles, known }: { tiles: readonly WallTile[]; known: SectionCounts | null }) {
  const time = useLastTransition(tiles);
  const { live, attention, offline } = useMemo(
    () => known ?? countSections(tiles, time),
    [known, tiles, time],
  );
  return (
    <div className="flex flex-1 items-center justify-end gap-[1.2em] tabular-nums max-sm:gap-[0.7em]">
      <p>
        <StateMark state="live" className={UNKNOWN} /> <Count of={live} />{" "}
        <span className="max-sm:sr-only">live</span>
      </p>
      <p role="status">
        <StateMark state="attention" isMuted={attention === 0} className={UNKNOWN} /> <Count of={attention} />{" "}
        <span className="max-sm:sr-only">{attention === 1 ? "needs" : "need"} attention</span>
      </p>
      <p className="text-quiet">
        <StateMark state="offline" isMuted /> <Count of={offline} />{" "}
        <span className="max-sm:sr-only">offline</span>
      </p>
    </div>
  );
}
