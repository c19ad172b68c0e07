"use client";

import { Fragment, useMemo } from "react";
import { useClock } from "#components/time/clock.ts";
import { useNumbers } from "#components/time/count.ts";
import { countStates, type Counts } from "#lib/gallery/counts.ts";
import type { Wall } from "#lib/model/wall.ts";
import { lastTurn, turnsOf } from "./transitions.ts";

/** How many tiles are live, how many are not, and how many show nothing that moves. @param known where the tiles are not all there yet */
export function Summary({ tiles, known }: { tiles: Wall["tiles"]; known: Counts | null }) {
  const turns = useMemo(() => turnsOf(tiles), [tiles]);
  const turn = useClock((_now, asOf) => lastTurn(turns, asOf));
  const counts = useMemo(() => known ?? countStates(tiles, turn), [known, tiles, turn]);
  const write = useNumbers();
  const parts = Object.entries(counts)
    .filter(([state, count]) => count > 0 || state === "live")
    .map(([state, count]) => `${write(count)} ${state}`);
  return (
    <p className="text-quiet tabular-nums">
      {parts.map((part, position) => (
        <Fragment key={part}>
          {position > 0 && " · "}
          <span className="whitespace-nowrap">{part}</span>
        </Fragment>
      ))}
    </p>
  );
}
