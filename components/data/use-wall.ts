import { useEffect, useState, useSyncExternalStore } from "react";
import useSWR from "swr";
import { AS_DATA, leadToDoor } from "#components/join/door.ts";
import { setClock } from "#components/time/clock.ts";
import { SHARED_CACHE_SECONDS } from "#lib/gallery/caching.ts";
import {
  CLOCK_HEADERS,
  keepUnchanged,
  parseTiles,
  withChanges,
  type Tiles,
  type Wall,
} from "#lib/model/wall.ts";
import { nextPoll, POLL_MS, retryDelay } from "./poll-policy.ts";
import { isOld, type Trouble } from "./connection-status.ts";

const POLL_DEADLINE_MS = 8_000;

/** What the last poll of this page brought: a page shows one wall. */
let known: Tiles | null = null;

/**
 * The wall as it is now, beginning with what the page brought; and what keeps it from being of now, by the last poll.
 * Where nobody was asked, because the tab was behind another one, nothing is said to be wrong.
 */
export function useWall(
  initial: Wall | null,
  address = "/api/feeds",
): { wall: Wall | null; trouble: Trouble | null } {
  const isOnline = useIsOnline();
  const [isStoreAway, setIsStoreAway] = useState(initial !== null && isOld(initial, initial.now));
  const { data, error } = useSWR<Wall, Error>(address, () => poll(address, known ?? initial), {
    ...(initial === null ? {} : { fallbackData: initial }),
    revalidateOnMount: true,
    refreshInterval: (wall) => nextPoll(wall ?? null),
    dedupingInterval: POLL_MS / 2,
    // A poll that failed behind another tab is tried again when this one comes to the front, and by nothing else.
    focusThrottleInterval: 0,
    // Pages of the same moment share everything but the clock.
    compare: (a, b) => a?.tiles === b?.tiles && a?.asOf === b?.asOf,
    onSuccess: (wall) => setIsStoreAway(isOld(wall, wall.now)),
    onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
      setTimeout(() => void revalidate({ retryCount }), retryDelay(retryCount));
    },
  });
  // Whoever comes back to a stream finds the wall that was here when they left.
  const wall = data === undefined || (initial !== null && initial.asOf > data.asOf) ? initial : data;
  useEffect(() => {
    if (wall !== null) setClock(wall);
  }, [wall]);
  const isServerAway = error !== undefined || !isOnline;
  return { wall, trouble: isServerAway ? "server" : isStoreAway ? "store" : null };
}

/** Without a network, nobody is asked, and no poll fails. */
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

/** Asks for what changed since a version; a server that does not know it sends the whole wall. */
async function poll(address: string, before: Tiles | null): Promise<Wall> {
  const url = new URL(address, location.href);
  if (before !== null) url.searchParams.set("since", before.version);
  const response = await fetch(url, {
    // The version is minded here: through the browser's cache, a 304 would not show its clocks.
    cache: "no-store",
    headers: {
      ...AS_DATA,
      // Or the browser would say `no-cache` in both, and a shared cache answer nobody with what it has.
      Pragma: "",
      "Cache-Control": `max-age=${SHARED_CACHE_SECONDS.fresh}`,
      ...(before === null ? {} : { "If-None-Match": `"${before.version}"` }),
    },
    signal: AbortSignal.timeout(POLL_DEADLINE_MS),
  });
  leadToDoor(response);
  const after = await tilesOf(response, before);
  known = after;
  const header = (name: string) => Number(response.headers.get(name) ?? NaN);
  const now = header(CLOCK_HEADERS.now) || Date.now();
  // A shared cache tells how old its answer is: the server's clock has gone on since.
  const age = (header("age") || 0) * 1000;
  return { ...after, asOf: header(CLOCK_HEADERS.asOf) || now, now: now + age };
}

async function tilesOf(response: Response, before: Tiles | null): Promise<Tiles> {
  if (response.status === 304 && before !== null) return before;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const body = parseTiles(await response.json());
  if ("tiles" in body) return { ...body, tiles: keepUnchanged(before?.tiles ?? [], body.tiles) };
  if (body.since !== before?.version) throw new Error("changes of another wall");
  return withChanges(before, body);
}
