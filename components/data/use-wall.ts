import { useEffect, useRef, useSyncExternalStore } from "react";
import useSWR from "swr";
import { setClock } from "#components/time/clock.ts";
import type { Tiles, Wall } from "#lib/model/wall.ts";
import {
  isOutdated,
  useConnectionStatus,
  useOutageMark,
  type ConnectionStatus,
} from "./connection-status.tsx";
import { nextPoll, POLL_MS, retryDelay } from "./poll-policy.ts";
import { pollWall } from "./poll-wall.ts";

type LiveWall = {
  readonly wall: Wall | null;
  readonly status: ConnectionStatus;
  /** Polls at once. */
  readonly retry: () => void;
};

/**
 * The live wall. It begins with the wall of the page and polls for changes, but not in a hidden tab, which therefore
 * reports no outage.
 */
export function useWall(initial: Wall | null, address = "/api/feeds"): LiveWall {
  const isOnline = useIsOnline();
  // Of another address, the page has another wall.
  const latest = useRef<{ address: string; tiles: Tiles | null }>({ address, tiles: initial });
  const poll = async () => {
    const before = latest.current.address === address ? latest.current.tiles : initial;
    const wall = await pollWall(address, before);
    latest.current = { address, tiles: wall };
    return wall;
  };
  const {
    data = initial,
    error,
    mutate,
  } = useSWR<Wall, Error>(address, poll, {
    ...(initial === null ? {} : { fallbackData: initial }),
    revalidateOnMount: true,
    refreshInterval: (wall) => nextPoll(wall ?? null),
    dedupingInterval: POLL_MS / 2,
    // A poll that failed in a hidden tab is repeated when the tab is shown, and by nothing else.
    focusThrottleInterval: 0,
    compare: isSame,
    onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
      setTimeout(() => void revalidate({ retryCount }), retryDelay(retryCount));
    },
  });
  // After a navigation back, SWR still has the wall from before, which is older than that of the page.
  const wall = data !== null && initial !== null && initial.asOf > data.asOf ? initial : data;
  useEffect(() => {
    if (wall !== null) setClock(wall);
  }, [wall]);
  const status = toStatus(wall, isOnline && error === undefined);
  useOutageMark(useConnectionStatus(wall?.asOf ?? 0, status) !== "connected");
  return { wall, status, retry: () => void mutate() };
}

/** A wall of the same moment differs only in its clock. It matters when it shows that the store stopped answering. */
function isSame(a: Wall | undefined, b: Wall | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.tiles === b.tiles && a.asOf === b.asOf && isOutdated(a) === isOutdated(b);
}

function toStatus(wall: Wall | null, isServerReachable: boolean): ConnectionStatus {
  if (!isServerReachable) return "server-unreachable";
  return wall !== null && isOutdated(wall) ? "store-unreachable" : "connected";
}

/** Without a network the browser does not poll, so that no poll fails. */
function useIsOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}
