"use client";

import { useEffect, useState } from "react";
import { PageTime, useClock } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
import { Origin, Placeholder, TileName } from "#components/kiosk/label.tsx";
import { TilePicture } from "#components/wall/picture.tsx";
import { TileAge, useCondition, useStateWord } from "#components/wall/tile-status.tsx";
import {
  ConnectionBanner,
  useConnectionStatus,
  useOutageMark,
  type ConnectionStatus,
} from "#components/data/connection-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { reloadIfReachable } from "#components/kiosk/keep-alive.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { toState } from "#lib/model/state.ts";
import { findNewest, findTile, type Wall, type WallTile } from "#lib/model/wall.ts";
import { ALL, type Selection } from "#lib/model/selection.ts";
import { feedAddress, toStreamQuery } from "#lib/model/routes.ts";

type EmbedProps = {
  stream: string;
  selection: Selection;
  name: string;
  /** The account, if the viewer may see a stream of the same name. */
  account: string | null;
  wall: Wall | null;
};

/** The interval of reloads where the page cannot poll. */
const RELOAD_MS = 30_000;

/** The newest picture of a stream, in a frame of another page. */
export function Embed({ stream, selection, name, account, wall: initial }: EmbedProps) {
  const isSandboxed = useReloadInSandbox();
  // Without an address, nothing is fetched.
  const { wall, status } = useWall(initial, isSandboxed ? "" : `/api/feeds?${toStreamQuery(stream, ALL)}`);
  const isAll = selection.source === null && selection.feed === null;
  const steady = useSteady(wall);
  const tile = isAll ? steady : findTile(wall?.tiles ?? [], selection);
  const source = tile?.source ?? selection.source;
  return (
    <PageTime value={initial}>
      <main
        data-theme="dark"
        className="@container relative flex h-window flex-col overflow-hidden bg-surface text-[clamp(0.8125rem,1.8vh,2rem)] text-ink"
      >
        {wall !== null && <Connection asOf={wall.asOf} status={isSandboxed ? null : status} />}
        {tile === null ? (
          <div className="m-auto p-4 text-center text-balance text-quiet">
            <p className="text-[1.2em] font-semibold text-ink">
              {wall === null
                ? "The bucket cannot be reached"
                : isAll
                  ? "Stream not found"
                  : "This source is not on the wall"}
            </p>
            {wall !== null && isAll && (
              <p>No pictures yet, or they have expired. This page updates when one arrives.</p>
            )}
          </div>
        ) : (
          <div className="relative min-h-0 flex-1 in-data-stale:brightness-[0.45] in-data-stale:saturate-[0.6]">
            <Placeholder />
            <TilePicture tile={tile} isEager isFilled className="absolute! inset-0 bg-transparent!" />
          </div>
        )}
        {/* Below the picture: it would hide a clock or a title in it. */}
        <div className="flex h-[2.15em] shrink-0 items-center gap-[0.6em] bg-surface px-[0.75em] whitespace-nowrap">
          {tile !== null && <EmbedMark tile={tile} />}
          <h1 className="min-w-0 font-semibold">
            <a
              href={feedAddress(stream, selection, null)}
              target="_blank"
              rel="noreferrer"
              className="after:fixed after:inset-0"
            >
              <TileName of={name} />
            </a>
          </h1>
          <p className="flex max-w-1/2 shrink-0 items-center gap-[0.6em]">
            <Origin account={account} source={source} />
          </p>
          {tile !== null && <EmbedStatus tile={tile} />}
        </div>
      </main>
    </PageTime>
  );
}

/** Keeps to one of several sources while it is live, since they send in turns. */
function useSteady(wall: Wall | null): WallTile | null {
  const [shown, setShown] = useState<string | null>(null);
  const tile =
    wall?.tiles.find((one) => one.id === shown && toState(one, wall.asOf) === "live") ??
    findNewest(wall?.tiles ?? []);
  if (tile !== null && tile.id !== shown) setShown(tile.id);
  return tile;
}

/**
 * In a sandbox without `allow-same-origin`, scripts cannot read the answers of the server, and the page reloads instead.
 *
 * @returns true in such a sandbox
 */
function useReloadInSandbox(): boolean {
  const isSandboxed = useHydrated() && origin === "null";
  useEffect(() => {
    if (!isSandboxed) return;
    const timer = setInterval(() => void reloadIfReachable(), RELOAD_MS);
    return () => clearInterval(timer);
  }, [isSandboxed]);
  return isSandboxed;
}

type ConnectionProps = {
  asOf: number;
  /** Null where the page reloads instead of polling. */ status: ConnectionStatus | null;
};

/** The line that says that the picture is old. */
function Connection({ asOf, status }: ConnectionProps) {
  const isLate = useClock((now) => now - asOf > 2 * RELOAD_MS);
  const current = status ?? (isLate ? "server-unreachable" : "connected");
  useOutageMark(useConnectionStatus(asOf, current) !== "connected");
  return (
    // Over the picture, so that nothing moves.
    <ConnectionBanner
      asOf={asOf}
      status={current}
      className="absolute inset-x-0 top-0 z-1 min-h-[2.5em]! px-[0.75em]! text-[1em]!"
    />
  );
}

function EmbedMark({ tile }: { tile: WallTile }) {
  const condition = useCondition(tile);
  return (
    <StateMark state={condition === "off" ? "ended" : condition} className="in-data-stale:text-quiet!" />
  );
}

function EmbedStatus({ tile }: { tile: WallTile }) {
  const word = useStateWord(tile);
  return (
    <p className="relative ms-auto shrink-0 text-quiet tabular-nums">
      <span className="in-data-stale:hidden">
        <span className="max-[14rem]:sr-only">{word}</span> {tile.seen !== null && <TileAge tile={tile} />}
      </span>
      {tile.time !== null && (
        <span className="hidden in-data-stale:inline">
          <span className="max-[24rem]:sr-only">Last picture</span> <Moment time={tile.time} short zoned />
        </span>
      )}
      {/* A sandbox without scripts lets nothing reload the page. */}
      <noscript>
        <span className="absolute inset-y-0 right-0 animate-late bg-surface text-ink">No longer updated</span>
      </noscript>
    </p>
  );
}
