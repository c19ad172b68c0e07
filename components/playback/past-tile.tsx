"use client";

import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Moment, useMoment } from "#components/time/moment.tsx";
import { observeVisibility } from "#components/wall/visibility.ts";
import { Picture } from "#components/wall/picture.tsx";
import { TileFrame } from "#components/wall/tile-frame.tsx";
import { tileLabel } from "#components/wall/tile-label.ts";
import { PictureFrame } from "#components/wall/tile-overlay.tsx";
import {
  ConditionMark,
  FRAMES,
  STATUS_LOOK,
  toCondition,
  type Condition,
} from "#components/wall/tile-status.tsx";
import type { TileProps } from "#components/wall/tile.tsx";
import type { PastFrame, PastTile as TileThen } from "#lib/model/past.ts";
import { LateOriginal } from "./late-original.tsx";
import { toPastWord } from "./past-word.ts";
import type { PastReader } from "./stream-reader.ts";
import { findFrame } from "./tiles.ts";

type PastView = {
  readonly reader: PastReader;
  /** ms since 1970 */
  readonly moment: number;
  /** The tiles of the moment by their ids; those of the last one until they are read. */
  readonly tiles: ReadonlyMap<string, TileThen>;
  /** All of the moment is read. */
  readonly isRead: boolean;
  /** The moment is neither dragged nor played. */
  readonly isResting: boolean;
};

/** The moment that all tiles of a past wall show. */
export const PastContext = createContext<PastView | null>(null);

/** Hardly more than is seen: the server signs a URL for each. */
const watchInView = observeVisibility("10% 0px");
const never = () => () => undefined;

/** A tile as it was at the moment that the wall shows. */
export function PastTile({ tile, sources, account = null, isNear, isHidden }: TileProps) {
  const past = use(PastContext);
  const element = useRef<HTMLDivElement>(null);
  const [isInView, setIsInView] = useState(false);
  const reader = past?.reader;
  useEffect(() => (element.current === null ? undefined : watchInView(element.current, setIsInView)), []);
  useEffect(() => (isInView ? reader?.watch(tile.stream) : undefined), [isInView, reader, tile.stream]);
  const moment = past?.moment ?? 0;
  const shown = useSyncExternalStore(
    reader?.subscribe ?? never,
    () => reader?.shown(tile.stream, moment),
    () => undefined,
  );
  const then = past?.tiles.get(tile.id);
  const isOff = past?.isRead === true && then === undefined;
  const found = shown && findFrame(then ?? tile, shown);
  // Until all of the moment is read, no frame means that it may still come.
  const frame = isOff ? null : past?.isRead ? found : (found ?? undefined);
  const known = frame ?? (past?.isRead ? then : undefined);
  const name = tileLabel(tile, sources, account);
  const condition = isOff
    ? "off"
    : known && toCondition({ seen: known.time, ended: false, faults: known.faults }, moment);
  return (
    <TileFrame
      ref={element}
      tile={tile}
      sources={sources}
      account={account}
      isHidden={isHidden}
      at={moment}
      picture={
        isNear && (
          <>
            <PastPicture {...{ frame, name, isOff }} />
            {past?.isResting && typeof frame?.original === "number" && (
              <LateOriginal stream={tile.stream} frame={frame} />
            )}
          </>
        )
      }
      status={
        isNear && (
          <p data-state={condition ?? "unknown"} className={STATUS_LOOK}>
            {condition === undefined ? (
              <span className="noscript:hidden">Loading</span>
            ) : (
              <PastStatus condition={condition} time={known?.time ?? null} since={then?.since ?? null} />
            )}
          </p>
        )
      }
      overlay={isNear && condition && <PictureFrame look={FRAMES[condition]} />}
    />
  );
}

type PastPictureProps = {
  /** Null where there is none, undefined until it is read. */
  frame: PastFrame | null | undefined;
  name: string;
  isOff: boolean;
};

function PastPicture({ frame: known, name, isOff }: PastPictureProps) {
  // Until the moment is read, the last picture stays, faded.
  const [last, setLast] = useState<PastFrame | null>(null);
  if (known !== undefined && known !== last) setLast(known);
  const frame = known === undefined ? last : known;
  const seen = useMoment(frame?.time ?? 0);
  if (frame === null)
    return (
      <p className="grid aspect-video place-content-center bg-well text-sm text-quiet">
        {isOff ? "Off air" : known === null ? "No picture" : <span className="noscript:hidden">Loading</span>}
      </p>
    );
  return <Picture frame={frame} alt={`${name}, ${seen}`} isEager isFaded={known === undefined} />;
}

type PastStatusProps = {
  condition: Condition;
  /** Of the picture, ms since 1970; null without one. */
  time: number | null;
  /** When its faults began; null if that is not known. */
  since: number | null;
};

function PastStatus({ condition, time, since }: PastStatusProps) {
  const isFault = condition === "black" || condition === "frozen" || condition === "damaged";
  const from = isFault ? since : time;
  return (
    <>
      <ConditionMark condition={condition} word={toPastWord(condition)} />
      {from !== null && (
        <span>
          {" "}
          {condition !== "live" && "since "}
          <Moment time={from} short />
        </span>
      )}
    </>
  );
}
