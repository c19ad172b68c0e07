"use client";

import { use, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Moment, useMoment } from "#components/locale/moment.tsx";
import { sightWithin } from "#components/wall/in-sight.ts";
import { Picture } from "#components/wall/picture.tsx";
import { TileFrame } from "#components/wall/tile-frame.tsx";
import type { TileProps } from "#components/wall/tile.tsx";
import { LIVE_MS } from "#lib/model/state.ts";
import type { PastFrame } from "#lib/past/wire.ts";
import { frameOn, type Attributed } from "./attribute.ts";
import { PastContext } from "./context.ts";

/** The store is asked for each of these, so hardly more than is seen. */
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
  const siblings = sources > 1 ? [] : (past?.siblings.get(tile.stream) ?? []);
  const on = shown === undefined ? undefined : frameOn(tile, siblings, shown);
  const name = tile.source === null || sources > 1 ? tile.name : `${tile.name}, ${tile.source}`;
  return (
    <TileFrame
      ref={element}
      tile={tile}
      sources={sources}
      feed={on?.frame.feed ?? null}
      isOwn={on?.isOwn ?? true}
      at={moment}
      picture={isNear && <PastPicture on={on} name={name} moment={moment} />}
      status={isNear && <PastStatus on={on} moment={moment} />}
    />
  );
}

type PastProps = {
  /** Undefined while it is not known, null when the tile was not on the air. */
  readonly on: Attributed<PastFrame> | null | undefined;
  readonly moment: number;
};

function PastPicture({ on, name, moment }: PastProps & { name: string }) {
  // While the next moment is not known, the last picture stays, faded.
  const [last, setLast] = useState<PastFrame | null>(null);
  const known = on === undefined ? undefined : (on?.frame ?? null);
  if (known !== undefined && known !== last) setLast(known);
  const frame = known === undefined ? last : known;
  const seen = useMoment(frame?.time ?? 0);
  if (frame === null) {
    return (
      <div className="grid aspect-video place-content-center bg-screen text-sm text-ink">
        {known === null && "Not on air then"}
      </div>
    );
  }
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

function PastStatus({ on, moment }: PastProps) {
  const state =
    on === undefined ? "unknown" : on === null ? "offline" : isOld(on.frame, moment) ? "stalled" : "on";
  return (
    <p
      data-state={state}
      className="flex shrink-0 items-baseline gap-2 text-sm whitespace-nowrap text-quiet @max-sm:overflow-hidden @max-[12rem]:gap-1.5 @max-[12rem]:text-xs"
    >
      {state === "unknown" && <span className="noscript:hidden">Loading</span>}
      {state === "offline" && "Off air"}
      {state === "stalled" && <span className="font-medium text-stalled">Stalled</span>}
      {on && !on.isOwn && <span title="Of an earlier feed of this stream">Source not known</span>}
      {on && <Moment time={on.frame.time} short />}
    </p>
  );
}

function isOld({ time }: PastFrame, moment: number): boolean {
  return moment - time > LIVE_MS;
}
