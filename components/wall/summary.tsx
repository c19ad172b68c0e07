"use client";

import { Fragment, useMemo } from "react";
import { useNumbers } from "#components/time/numbers.ts";
import { countStates, type Counts } from "#lib/model/state.ts";
import type { Wall } from "#lib/model/wall.ts";
import { useLastTransition } from "./transitions.ts";

/** How many tiles are live, stalled and so on. @param known the counts while the tiles are incomplete */
export function Summary({ tiles, known }: { tiles: Wall["tiles"]; known: Counts | null }) {
  const time = useLastTransition(tiles);
  const counts = useMemo(() => known ?? countStates(tiles, time), [known, tiles, time]);
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
