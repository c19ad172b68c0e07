"use client";

import { createContext, use, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Moment, useMoment } from "#components/time/moment.tsx";
import { observeVisibility } from "#components/wall/visibility.ts";
import { Picture } from "#components/wall/picture.tsx";
import { TileFrame } from "#components/wall/tile-frame.tsx";
import { tileLabel } from "#components/wall/tile-label.ts";
import { STATUS_LOOK } from "#components/wall/tile-status.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import type { TileProps } from "#components/wall/tile.tsx";
import type { Fault } from "#lib/model/frame.ts";
import type { PastFrame, PastTile as TileThen } from "#lib/model/past.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import type { PastReader } from "./stream-reader.ts";
import { findFrame } from "./tiles.ts";

type PastView = {
  readonly reader: PastReader;
  /** ms since 1970 */
  readonly moment: number;
  /** The tiles of the moment by their ids; those of the last one until they are read. */
  readonly tiles: ReadonlyMap<string, TileThen>;
};

/** The moment that all tiles of a past wall show. */
export const PastContext = createContext<PastView | null>(null);

/** Hardly more than is seen: the server signs a URL for each. */
const watchInView = observeVisibility("10% 0px");
/** The most severe first. */
const MARKED: readonly Fault[] = ["black", "frozen", "damaged"];
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
  const frame = shown === undefined ? undefined : findFrame(then ?? tile, shown);
  const name = tileLabel(tile, sources, account);
  return (
    <TileFrame
      ref={element}
      tile={tile}
      sources={sources}
      account={account}
      isHidden={isHidden}
      at={moment}
      picture={isNear && <PastPicture frame={frame} name={name} moment={moment} />}
      status={isNear && <PastStatus then={frame ?? then} moment={moment} />}
    />
  );
}

type PastPictureProps = {
  /** Undefined until it is read. */
  frame: PastFrame | null | undefined;
  name: string;
  moment: number;
};

function PastPicture({ frame: known, name, moment }: PastPictureProps) {
  // Until the moment is read, the last picture stays, faded.
  const [last, setLast] = useState<PastFrame | null>(null);
  if (known !== undefined && known !== last) setLast(known);
  const frame = known === undefined ? last : known;
  const seen = useMoment(frame?.time ?? 0);
  const isFaded = known === undefined || (frame !== null && isStalled(frame, moment));
  return <Picture frame={frame} alt={`${name}, ${seen}`} isEager isFaded={isFaded} />;
}

/** @param then undefined until the moment is read */
function PastStatus({ then, moment }: { then: PastFrame | TileThen | undefined; moment: number }) {
  if (then === undefined)
    return (
      <p data-state="unknown" className={STATUS_LOOK}>
        <span className="noscript:hidden">Loading</span>
      </p>
    );
  const state = isStalled(then, moment) ? "stalled" : "on";
  const faults = MARKED.filter((fault) => then.faults.includes(fault));
  return (
    <p data-state={state} className={STATUS_LOOK}>
      {faults.map((fault) => (
        <span
          key={fault}
          className={`font-medium capitalize ${fault === "black" ? "text-fault" : "text-warn"}`}
        >
          <StateMark state={fault} /> {fault}
        </span>
      ))}
      {state === "stalled" && (
        <span className="font-medium text-warn">
          <StateMark state="stalled" /> Stalled
        </span>
      )}
      {state === "on" && faults.length === 0 && (
        <span>
          <StateMark state="live" /> On air
        </span>
      )}
      <Moment time={then.time} short />
    </p>
  );
}

function isStalled({ time }: { time: number }, moment: number): boolean {
  return moment - time > LIVE_MS;
}
