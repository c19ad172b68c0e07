"use client";

import { useEffect, useState } from "react";
import { Age } from "#components/time/age.tsx";
import { PageTime, useClock } from "#components/time/clock.ts";
import { TilePicture } from "#components/wall/picture.tsx";
import { useStateWord } from "#components/wall/tile-status.tsx";
import {
  ConnectionText,
  useConnectionStatus,
  type ConnectionStatus,
} from "#components/data/connection-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { reloadIfReachable } from "#components/kiosk/keep-alive.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { toState } from "#lib/model/state.ts";
import { findNewest, findTile, type Wall, type WallTile } from "#lib/model/wall.ts";
import { ALL, type Selection } from "#lib/model/selection.ts";
import { feedAddress, toStreamQuery } from "#lib/model/routes.ts";

type EmbedProps = { stream: string; selection: Selection; name: string; wall: Wall | null };

/** The interval of reloads where the page cannot poll. */
const RELOAD_MS = 30_000;

/** The newest picture of a stream, in a frame of another page. */
export function Embed({ stream, selection, name, wall: initial }: EmbedProps) {
  const isSandboxed = useReloadInSandbox();
  // Without an address, nothing is fetched.
  const { wall, status } = useWall(initial, isSandboxed ? "" : `/api/feeds?${toStreamQuery(stream, ALL)}`);
  const isAll = selection.source === null && selection.feed === null;
  const steady = useSteady(wall);
  const tile = isAll ? steady : findTile(wall?.tiles ?? [], selection);
  return (
    <PageTime value={initial}>
      <main className="relative grid h-window place-content-center overflow-hidden bg-screen text-ink">
        {tile === null ? (
          <p className="p-4 text-center">
            {wall === null
              ? "The bucket cannot be reached"
              : isAll
                ? "No previews yet"
                : "This source is not on the wall"}
          </p>
        ) : (
          <div className="w-[min(100vw,calc(var(--spacing-window)*16/9))]">
            <TilePicture tile={tile} isEager />
          </div>
        )}
        <h1 className="absolute inset-x-0 bottom-0 flex items-baseline gap-3 bg-black/70 px-3 py-1.5 text-sm text-white">
          <a
            href={feedAddress(stream, selection, null)}
            target="_blank"
            rel="noreferrer"
            dir="auto"
            className="min-w-0 flex-1 truncate text-left font-medium after:fixed after:inset-0"
          >
            {name}
          </a>
          {wall !== null && tile !== null && (
            <EmbedStatus tile={tile} asOf={wall.asOf} status={isSandboxed ? "sandboxed" : status} />
          )}
        </h1>
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

type EmbedStatusProps = { tile: WallTile; asOf: number; status: ConnectionStatus | "sandboxed" };

function EmbedStatus({ tile, asOf, status: current }: EmbedStatusProps) {
  const word = useStateWord(tile);
  const isLate = useClock((now) => now - asOf > 2 * RELOAD_MS);
  const inSandbox = isLate ? "server-unreachable" : "connected";
  const status = useConnectionStatus(asOf, current === "sandboxed" ? inSandbox : current);
  if (status !== "connected")
    return (
      <span className="truncate font-normal">
        <ConnectionText asOf={asOf} status={status} />
      </span>
    );
  return (
    <span className="relative shrink-0 font-normal">
      {word}
      {tile.seen !== null && (
        <>
          {" "}
          · <Age of={tile.seen} />
        </>
      )}
      {/* A sandbox without scripts lets nothing reload the page. */}
      <noscript>
        <span className="absolute inset-y-0 right-0 animate-late bg-black whitespace-nowrap">
          No longer updated
        </span>
      </noscript>
    </span>
  );
}
