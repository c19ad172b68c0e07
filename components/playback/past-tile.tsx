"use client";

import { use, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Moment, useMoment } from "#components/time/moment.tsx";
import { sightWithin } from "#components/wall/in-sight.ts";
import { Picture } from "#components/wall/picture.tsx";
import { TileFrame } from "#components/wall/tile-frame.tsx";
import { Faults, STATUS_LOOK } from "#components/wall/tile-status.tsx";
import type { TileProps } from "#components/wall/tile.tsx";
import type { PastFrame, PastTile as TileThen } from "#lib/model/past.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { frameOn } from "./attribute.ts";
import { PastContext } from "./context.ts";

/** Each of these is a URL to sign, so hardly more than is seen. */
const watchInView = sightWithin("10% 0px");
const never = () => () => undefined;

/** A tile as it was at the moment that the wall shows. */
export function PastTile({ tile, sources, isNear }: TileProps) {
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
  const frame = shown === undefined ? undefined : frameOn(then ?? tile, shown);
  const name = tile.source === null || sources > 1 ? tile.name : `${tile.name}, ${tile.source}`;
  return (
    <TileFrame
      ref={element}
      tile={tile}
      sources={sources}
      at={moment}
      picture={isNear && <PastPicture frame={frame} name={name} moment={moment} />}
      status={isNear && <PastStatus then={frame ?? then} moment={moment} />}
    />
  );
}

/** @param frame undefined while it is not known, null when there is none */
function PastPicture(props: { frame: PastFrame | null | undefined; name: string; moment: number }) {
  const { frame: known, name, moment } = props;
  // While the next moment is not known, the last picture stays, faded.
  const [last, setLast] = useState<PastFrame | null>(null);
  if (known !== undefined && known !== last) setLast(known);
  const frame = known === undefined ? last : known;
  const seen = useMoment(frame?.time ?? 0);
  if (frame === null) return <div className="aspect-video bg-screen" />;
  return (
    <Picture
      src={frame.picture}
      version={`${frame.feed}/${frame.time}`}
      alt={`${name}, ${seen}`}
      isFirst
      isFaded={known === undefined || isOld(frame, moment)}
    />
  );
}

/** @param then undefined while nothing is known of the moment */
function PastStatus({ then, moment }: { then: PastFrame | TileThen | undefined; moment: number }) {
  const state = then === undefined ? "unknown" : isOld(then, moment) ? "stalled" : "on";
  return (
    <p data-state={state} className={STATUS_LOOK}>
      {then === undefined ? (
        <span className="noscript:hidden">Loading</span>
      ) : (
        <>
          <Faults of={then.faults} />
          {state === "stalled" && <span className="font-medium text-stalled">Stalled</span>}
          <Moment time={then.time} short />
        </>
      )}
    </p>
  );
}

function isOld({ time }: { time: number }, moment: number): boolean {
  return moment - time > LIVE_MS;
}
