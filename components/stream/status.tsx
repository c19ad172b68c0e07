import { ConnectionText, type ConnectionStatus } from "#components/data/connection-status.tsx";
import { Age } from "#components/time/age.tsx";
import { useClock } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { StateMark, type MarkedState } from "#components/ui/state-mark.tsx";
import { ConditionMark, toCondition, WORDS as TILE_WORDS } from "#components/wall/tile-status.tsx";
import type { HistoryFrame, HistoryPage } from "#lib/model/history.ts";
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

const LINE = "inline-flex items-center gap-2";

/** What a tile is now: its worst alarm, or its state. */
export function useMarkedState(tile: WallTile): MarkedState {
  return useClock((_now, asOf) => {
    if (tile.ended) return "ended";
    return findAlarm(tile, asOf) ?? (toState(tile, asOf) === "live" ? "live" : "offline");
  });
}

/** The state of a tile now, and its age; at the time of the last data in an outage. */
function TileNow({ tile }: { tile: WallTile }) {
  const state = useMarkedState(tile);
  const isMuted = useClock((_now, asOf) => state === "offline" && findAlarm(tile, asOf) === null);
  return (
    <span data-now={state} className={LINE}>
      <StateMark state={state} isMuted={isMuted} className="in-data-stale:text-quiet!" />
      <span className={state === "live" || isMuted ? "" : "font-medium text-ink"}>{WORDS[state]}</span>
      {tile.time !== null && <Age of={tile.time} isState />}
    </span>
  );
}

type StatusProps = {
  page: StreamPage;
  history: HistoryPage | null;
  tile: WallTile | null;
  moved: Moved | null;
};

/** The frame that was newest at a past moment: undefined while it is not read, null if there is none. */
export function frameAt(moved: Moved | null, shown: HistoryFrame | null) {
  return moved === null ? shown : moved.frame;
}

/** What a stream was at a past moment, as its timeline has it. */
function Then({ at, frame }: { at: number; frame: Pick<HistoryFrame, "time" | "faults"> | null }) {
  const seen = frame?.time ?? null;
  const condition = toCondition({ seen, ended: false, faults: frame?.faults ?? [] }, at);
  const isOff = toState({ seen, ended: false }, at) === "offline";
  const isOld = seen !== null && at - seen > LIVE_MS;
  return (
    <span className={LINE}>
      <ConditionMark
        condition={isOff ? "off" : condition}
        word={isOff ? "Off air" : condition === "live" ? "On air" : TILE_WORDS[condition]}
      />{" "}
      <span>
        {isOld && "Last picture "}
        <Moment time={seen ?? at} short zoned />
      </span>
    </span>
  );
}

/** What the stream is now or, in the past, what it was. */
export function Status({ page, history, tile, moved }: StatusProps) {
  const shown = history?.shown ?? null;
  const at = moved?.moment ?? page.at;
  if (at !== null) {
    const frame = frameAt(moved, shown);
    return frame === undefined ? <Moment time={at} short zoned /> : <Then at={at} frame={frame} />;
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

type NoticeProps = {
  asOf: number;
  status: ConnectionStatus;
  /** What else there is to say; null for nothing. */
  text: string | null;
  onRetry: () => void;
};

/** Says above the picture that the page may be out of date, or not what was asked for. */
export function Notice({ asOf, status, text, onRetry }: NoticeProps) {
  const isOutage = status !== "connected";
  const look = isOutage ? "bg-ink text-page" : "bg-well";
  return (
    <div
      className={
        isOutage || text !== null
          ? `mx-4 my-4 flex min-h-11 items-center gap-3 rounded-lg px-4 text-sm font-medium sm:mx-6 sm:mb-0 ${look}`
          : undefined
      }
    >
      {isOutage && <Icon name="unplug" isAlone />}
      <p role="status" className="grow">
        {isOutage ? <ConnectionText asOf={asOf} status={status} /> : text}
      </p>
      {isOutage && (
        <button
          type="button"
          onClick={onRetry}
          className="min-h-8 rounded-lg border border-page/50 px-2.5 focus-visible:outline-page pointer-coarse:min-h-11 noscript:hidden"
        >
          Retry
        </button>
      )}
    </div>
  );
}
