"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import {
  ConnectionText,
  isOutdated,
  useConnectionStatus,
  type ConnectionStatus,
} from "#components/data/connection-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { PageTime, serverNow } from "#components/time/clock.ts";
import { TileStatus } from "#components/wall/tile-status.tsx";
import { ALL, type Selection } from "#lib/model/selection.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import { findTile, type Wall } from "#lib/model/wall.ts";

type NowProps = {
  stream: string;
  selection: Selection;
  wall: Wall | null;
  /** The time of the newest frame of a page about now, ms since 1970; null for a page about a moment. */
  newest: number | null;
  /** When the first of the page's signed addresses expires, ms since 1970. Null without any, 0 without a page. */
  until: number | null;
  /** Replaces the state when the wall has no tile of it. */
  gone: ReactNode;
};

/** A refreshed page may lack the frame: a server lists a stream's history every two seconds at most. */
const RETRY_MS = [2_500, 10_000];
/** Renews a page so long before its addresses expire: the store may be unreachable meanwhile. */
const MARGIN_MS = 60_000;
const RENEW_MS = { min: 8_000, max: 10 * 60_000 };

/** The live state of the stream. A page about now is refreshed with each frame. */
export function Now({ stream, selection, wall: initial, newest, until, gone }: NowProps) {
  const router = useRouter();
  const { wall, status } = useWall(initial, `/api/feeds?${toStreamQuery(stream, ALL)}`);
  const isReachable = status !== "server-unreachable";
  // A feed that was replaced has no tile, only history.
  const [tile, before] = [wall, initial].map((of) => findTile(of?.tiles ?? [], selection));
  const isSame = tile && before ? (tile.time ?? 0) <= (newest ?? 0) : tile === before;
  const newer = !isReachable || newest === null || isSame ? null : (tile?.time ?? 0);
  useEffect(() => {
    if (newer === null) return;
    router.refresh();
    const timers = RETRY_MS.map((delay) => setTimeout(() => router.refresh(), delay));
    return () => timers.forEach(clearTimeout);
  }, [router, newer]);
  useRenewal({ asOf: isReachable ? (wall?.asOf ?? 0) : 0, made: initial?.now ?? 0, until });
  if (!tile) return wall && gone;
  return (
    <PageTime value={initial}>
      <div className="flex flex-wrap items-baseline gap-x-4">
        <TileStatus tile={tile} />
        <Outage asOf={wall?.asOf ?? 0} status={status} />
      </div>
    </PageTime>
  );
}

function Outage({ asOf, status: current }: { asOf: number; status: ConnectionStatus }) {
  const status = useConnectionStatus(asOf, current);
  if (status === "connected") return null;
  return (
    <p className="text-sm text-stalled">
      <ConnectionText asOf={asOf} status={status} />
    </p>
  );
}

type Renewal = { readonly asOf: number; readonly made: number; readonly until: number | null };

/** Refreshes a page before its addresses expire, but not in an outage, which would lose what it shows. */
function useRenewal({ asOf, made, until }: Renewal): void {
  const router = useRouter();
  const renew = useEffectEvent(() => {
    if (isOutdated({ asOf, now: serverNow() })) return false;
    router.refresh();
    return true;
  });
  useEffect(() => {
    // The page may come from the router's cache, and the clock may not be set yet.
    const left = (until ?? Infinity) - Math.max(made, serverNow()) - MARGIN_MS;
    let due = Date.now() + Math.max(RENEW_MS.min, Math.min(left, RENEW_MS.max));
    const timer = setInterval(() => {
      if (Date.now() >= due && renew()) due = Date.now() + RENEW_MS.min;
    }, 1_000);
    return () => clearInterval(timer);
  }, [made, until]);
}
