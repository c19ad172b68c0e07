"use client";

import { useMemo, type KeyboardEvent, type MouseEvent } from "react";
import { Count } from "#components/time/numbers.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import { countSections, type Section, type SectionCounts } from "#lib/model/section.ts";
import { viewAddress, type View } from "#lib/model/view.ts";
import type { Wall } from "#lib/model/wall.ts";
import { listTiles } from "./filters.ts";
import { arrange, usePersonal } from "./personal.ts";
import { useLastTransition } from "./transitions.ts";

type ChipsProps = {
  view: View;
  onChange: (view: View) => void;
  /** Null while they are not known. */
  counts: SectionCounts | null;
};

/** Counts of the streams that the search finds. Each shows only those, pressed again all. */
export function Chips({ view, onChange, counts }: ChipsProps) {
  const isPast = view.at !== null;
  return (
    <div
      role="group"
      aria-label="Streams by state"
      // In history, its chips are no buttons: a keyboard scrolls it itself.
      tabIndex={isPast ? 0 : undefined}
      className="flex min-w-0 gap-1.5 overflow-x-auto p-1 max-sm:grow max-sm:gap-1"
    >
      <Chip state="live" label={isPast ? "On air" : "Live"} {...{ view, onChange, counts }} />
      <Chip state="attention" label="Need attention" {...{ view, onChange, counts }} />
      <Chip state="offline" label="Offline" {...{ view, onChange, counts }} />
    </div>
  );
}

/** Counts without the tiles that the viewer has hidden. @param known the counts while the tiles are incomplete */
export function useCounts(tiles: Wall["tiles"], view: View, known: SectionCounts | null): SectionCounts {
  const time = useLastTransition(tiles);
  const personal = usePersonal();
  const { q, group, only, hide } = view;
  return useMemo(() => {
    if (known !== null) return known;
    const shown = listTiles(
      tiles,
      { q, group, only, hide, state: "all", sort: "name", size: null, at: null },
      time,
    );
    return countSections(
      arrange(shown, personal, false, only).map(({ tile }) => tile),
      time,
    );
  }, [tiles, q, group, only, hide, known, time, personal]);
}

const LOOK =
  "inline-flex min-h-9 shrink-0 items-center gap-1.5 rounded-full border border-edge bg-surface px-3 text-sm max-sm:grow max-sm:justify-center max-sm:gap-1 max-sm:px-1.5 max-sm:text-[0.8125rem] whitespace-nowrap pointer-coarse:min-h-11";

function Chip({ state, label, view, onChange, counts }: ChipsProps & { state: Section; label: string }) {
  const count = counts?.[state];
  const isAlarm = state === "attention" && count !== undefined && count > 0;
  const text = (
    <>
      <StateMark
        state={state === "offline" ? "ended" : state}
        isMuted={state === "attention" && !isAlarm}
        className="in-data-stale:text-quiet!"
      />
      <span>
        {state === "attention" ? (
          <>
            <span className="max-md:sr-only">Need </span>
            <span className="max-md:capitalize">attention</span>
          </>
        ) : (
          label
        )}
      </span>
      {count !== undefined && (
        <span className="font-semibold tabular-nums">
          <Count of={count} />
        </span>
      )}
    </>
  );
  // States hold for now: in the past there is nothing to filter by.
  if (view.at !== null) return <span className={LOOK}>{text}</span>;
  const isPressed = view.state === state;
  const next: View = { ...view, state: isPressed ? "all" : state };
  function choose(event: MouseEvent | KeyboardEvent) {
    event.preventDefault();
    onChange(next);
  }
  return (
    // A link, so that it works without script.
    <a
      role="button"
      href={viewAddress(next)}
      aria-pressed={isPressed}
      onClick={(event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) choose(event);
      }}
      onKeyDown={(event) => {
        if (event.key === " ") choose(event);
      }}
      className={`${LOOK} relative isolate hover:border-edge-strong aria-pressed:border-ink aria-pressed:ring-1 aria-pressed:ring-ink forced-colors:aria-pressed:bg-[Highlight] forced-colors:aria-pressed:text-[HighlightText] ${isAlarm ? "before:absolute before:inset-0 before:-z-10 before:rounded-full before:bg-fault before:opacity-10 in-data-stale:before:hidden" : ""}`}
    >
      {text}
    </a>
  );
}
