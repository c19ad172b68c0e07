"use client";

import { useMemo, type KeyboardEvent, type MouseEvent } from "react";
import { Count } from "#components/time/numbers.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import { countSections, type Section, type SectionCounts } from "#lib/model/section.ts";
import { toCountedView, viewAddress, type View } from "#lib/model/view.ts";
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

/** Counts of the streams, whatever is searched: a search must not hide an alarm. Each shows only those, pressed again all. */
export function Chips({ view, onChange, counts }: ChipsProps) {
  const isPast = view.at !== null;
  return (
    <div
      role="group"
      aria-label="Streams by state"
      // In history, its chips are no buttons: a keyboard scrolls it itself.
      tabIndex={isPast ? 0 : undefined}
      className="wall-chips"
    >
      <Chip state="live" label={isPast ? "On air" : "Live"} {...{ view, onChange, counts }} />
      <Chip state="attention" label="" {...{ view, onChange, counts }} />
      <Chip state="offline" label={isPast ? "Off air" : "Offline"} {...{ view, onChange, counts }} />
    </div>
  );
}

/** Counts without the tiles that the viewer has hidden, but with those that the search does not find. @param known the counts while the tiles are incomplete */
export function useCounts(tiles: Wall["tiles"], view: View, known: SectionCounts | null): SectionCounts {
  const transition = useLastTransition(tiles);
  // The states of the past hold at the time 0.
  const time = view.at === null ? transition : 0;
  const personal = usePersonal();
  const { group, only, hide } = view;
  return useMemo(() => {
    if (known !== null) return known;
    const shown = listTiles(tiles, toCountedView({ group, only, hide }), time);
    return countSections(
      arrange(shown, personal, false, only).map(({ tile }) => tile),
      time,
    );
  }, [tiles, group, only, hide, known, time, personal]);
}

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
      {state === "attention" ? (
        <>
          <span className="max-md:hidden">Need attention</span>
          <span className="md:hidden">Attention</span>
        </>
      ) : (
        <span>{label}</span>
      )}
      {count !== undefined && (
        <span className="font-semibold tabular-nums">
          <Count of={count} />
        </span>
      )}
    </>
  );
  // States hold for now: in the past there is nothing to filter by.
  if (view.at !== null) return <span className="wall-chip">{text}</span>;
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
      className={`wall-chip ${isAlarm ? "wall-chip-alarm" : ""}`}
    >
      {text}
    </a>
  );
}
