import { ConnectionText, type ConnectionStatus } from "#components/data/connection-status.tsx";
import { Age } from "#components/time/age.tsx";
import { useClock } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { StateMark, type MarkedState } from "#components/ui/state-mark.tsx";
import type { HistoryPage } from "#lib/model/history.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { findAlarm } from "#lib/model/section.ts";
import { ALL } from "#lib/model/selection.ts";
import { LIVE_MS, toState } from "#lib/model/state.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import type { WallTile } from "#lib/model/wall.ts";
import type { Moved } from "./deck.tsx";

const WORDS: Record<MarkedState, string> = {
  live: "Live",
  attention: "Needs attention",
  black: "Black",
  frozen: "Frozen",
  damaged: "Damaged",
  stalled: "Stalled",
  offline: "Offline",
  ended: "Ended",
};

/** What a tile is now: its worst alarm, or its state. */
export function useMarkedState(tile: WallTile): MarkedState {
  return useClock((_now, asOf) => {
    if (tile.ended) return "ended";
    return findAlarm(tile, asOf) ?? (toState(tile, asOf) === "live" ? "live" : "offline");
  });
}

/** The state of a tile now, and its age. */
function TileNow({ tile }: { tile: WallTile }) {
  const state = useMarkedState(tile);
  const isMuted = useClock((_now, asOf) => state === "offline" && findAlarm(tile, asOf) === null);
  return (
    <span data-now={state} className="inline-flex items-center gap-2">
      <StateMark state={state} isMuted={isMuted} />
      <span className={state === "live" || isMuted ? "" : "font-medium text-ink"}>{WORDS[state]}</span>
      {tile.seen !== null && <Age of={tile.seen} isState />}
    </span>
  );
}

type StatusProps = {
  page: StreamPage;
  history: HistoryPage | null;
  tile: WallTile | null;
  moved: Moved | null;
};

/** What the stream is now or, in the past, what it was. */
export function Status({ page, history, tile, moved }: StatusProps) {
  const shown = history?.shown ?? null;
  const at = moved?.moment ?? page.at;
  if (at !== null) {
    const isOn =
      moved === null
        ? shown !== null && at - shown.time <= LIVE_MS
        : moved.frame === undefined
          ? undefined
          : moved.frame !== null;
    return (
      <>
        {isOn === undefined ? "" : isOn ? "On air" : "Off air"}{" "}
        <Moment time={isOn && moved === null && shown !== null ? shown.time : at} />
      </>
    );
  }
  if (tile !== null) return <TileNow tile={tile} />;
  if (page.wall === null || shown === null) return null;
  const isPart = page.selection.source !== null || page.selection.feed !== null;
  return (
    <>
      Ended. This is the last picture.{" "}
      {isPart && (
        <a href={feedAddress(page.stream, ALL, null)} className={TEXT_LINK}>
          Show the whole stream
        </a>
      )}
    </>
  );
}

type OutageProps = {
  asOf: number;
  status: ConnectionStatus;
  /** The server reads no more of the past for now. */
  isRefused: boolean;
};

/** Says that the page may be out of date. */
export function Outage({ asOf, status, isRefused }: OutageProps) {
  return (
    <p
      role="status"
      className="absolute inset-x-0 top-0 bg-surface p-2 text-center text-sm font-medium text-warn empty:hidden"
    >
      {status !== "connected" ? (
        <ConnectionText asOf={asOf} status={status} />
      ) : (
        isRefused && "Too many requests for history. Trying again…"
      )}
    </p>
  );
}
