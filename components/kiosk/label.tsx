import { useClock } from "#components/time/clock.ts";
import { StateMark, type MarkedState } from "#components/ui/state-mark.tsx";
import { TilePicture } from "#components/wall/picture.tsx";
import { TileAge, WORDS, type Condition } from "#components/wall/tile-status.tsx";
import type { Alarm } from "#lib/model/section.ts";
import { stateTime, type WallTile } from "#lib/model/wall.ts";
import { formatStopwatch } from "./stopwatch.ts";

/** The same in both themes, and distinct from across a room. Without a connection nothing is known, so nothing alarms. */
const UNKNOWN = "in-data-stale:border-edge-strong in-data-stale:bg-well in-data-stale:text-quiet";
const FAULT = `border-[#d13027] bg-[#d13027] text-white ${UNKNOWN}`;
const WARNING = `border-[#f5b73d] bg-[#f5b73d] text-black ${UNKNOWN}`;

export const ALARM_LOOKS: Record<Alarm, string> = {
  black: FAULT,
  offline: FAULT,
  frozen: WARNING,
  stalled: WARNING,
  damaged: WARNING,
};

type KioskPictureProps = { readonly tile: WallTile; readonly isEager: boolean; readonly isDim?: boolean };

/** A picture of a kiosk. Until it has loaded, a word is in its place: black is a state. Without a connection it is dimmed. */
export function KioskPicture({ tile, isEager, isDim = false }: KioskPictureProps) {
  return (
    <div
      className={`relative aspect-video min-h-0 text-[length:var(--name)] in-data-stale:brightness-[0.45] in-data-stale:saturate-[0.6] ${isDim ? "brightness-50" : ""}`}
    >
      <Placeholder />
      <TilePicture tile={tile} isEager={isEager} className="absolute! inset-0 bg-transparent!" />
    </div>
  );
}

/** Behind a picture, which covers it. */
export function Placeholder() {
  return (
    <span aria-hidden className="absolute inset-0 grid place-content-center bg-surface text-quiet">
      Loading
    </span>
  );
}

/** A duration that goes on; it stops with the data. */
export function Duration({ since }: { since: number }) {
  const text = useClock((now, asOf) => formatStopwatch(stateTime({ asOf, now }) - since));
  return <span className="tabular-nums">{text}</span>;
}

/** The mark of a state on a ground of its colour. */
export function FilledMark({ state }: { state: MarkedState }) {
  return <StateMark state={state} className="text-current!" />;
}

/** The state of a tile without an alarm: the mark says enough of a live one. */
export function QuietState({ tile, condition }: { tile: WallTile; condition: Condition }) {
  if (condition === "live") return <span className="sr-only">Live</span>;
  return (
    <span className="shrink-0 text-quiet">
      {WORDS[condition]}{" "}
      <span className="@max-[20em]:sr-only">
        <TileAge tile={tile} />
      </span>
    </span>
  );
}

/** The source of a tile. It is never cut off by the name. */
export function SourceChip({ of }: { of: string }) {
  return (
    <span
      dir="auto"
      className="relative isolate max-w-1/2 shrink-0 truncate rounded px-[0.4em] font-medium before:absolute before:inset-0 before:-z-10 before:bg-current before:opacity-15"
    >
      {of}
    </span>
  );
}
