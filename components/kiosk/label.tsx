import { useClock } from "#components/time/clock.ts";
import { StateMark, type MarkedState } from "#components/ui/state-mark.tsx";
import { TilePicture } from "#components/wall/picture.tsx";
import { TileAge, WORDS, type Condition } from "#components/wall/tile-status.tsx";
import type { Alarm } from "#lib/model/section.ts";
import { stateTime, type WallTile } from "#lib/model/wall.ts";
import { ONE_LINE, toLines } from "./lines.ts";
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

type KioskPictureProps = {
  readonly tile: WallTile;
  /** Names the tile. */
  readonly label: string;
  readonly isEager: boolean;
  readonly isDim?: boolean;
};

/** A picture of a kiosk. Until it has loaded, a word is in its place: black is a state. Without a connection it is dimmed. */
export function KioskPicture({ tile, label, isEager, isDim = false }: KioskPictureProps) {
  return (
    <div
      className={`relative aspect-video min-h-0 text-[length:var(--name)] in-data-stale:brightness-[0.45] in-data-stale:saturate-[0.6] ${isDim ? "brightness-50" : ""}`}
    >
      <Placeholder />
      <TilePicture
        tile={tile}
        label={label}
        isEager={isEager}
        className="absolute! inset-0 bg-transparent!"
      />
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

/** Longer sources have two lines. */
const LONG_SOURCE = 12;
const SMALL = "text-[max(9px,0.78em)]";

/**
 * A name in one line or two. A long one is parted near its middle, and keeps its beginning and its end, so that names which
 * differ only at their end are told apart.
 */
export function TileName({ of }: { of: string }) {
  const [head, tail] = toLines(of);
  const part = "inline-block max-w-full overflow-hidden align-bottom text-ellipsis whitespace-pre";
  return (
    <span
      dir="auto"
      className={`block text-left leading-[1.1] whitespace-normal ${tail === "" ? "" : of.length > 2 * ONE_LINE ? SMALL : "@max-[34em]:text-[max(9px,0.78em)]"}`}
    >
      <span className={part}>{head}</span>
      {tail !== "" && (
        // Its ellipsis is at its beginning.
        <span className={`${part} [direction:rtl]`}>
          <bdi>{tail}</bdi>
        </span>
      )}
    </span>
  );
}

type OriginProps = { readonly account: string | null; readonly source: string | null };

/** What tells a tile from others of its name. A name leaves room for it: it is never cut off. */
export function Origin({ account, source }: OriginProps) {
  return (
    <>
      {account !== null && <span className="shrink-0">{account}</span>}
      {source !== null && (
        <span
          dir="auto"
          className={`relative isolate rounded px-[0.4em] font-medium wrap-anywhere whitespace-normal before:absolute before:inset-0 before:-z-10 before:bg-current before:opacity-15 ${source.length > LONG_SOURCE ? `line-clamp-2 leading-[1.1] ${SMALL}` : ""}`}
        >
          {source}
        </span>
      )}
    </>
  );
}
