import { useEffect } from "react";
import useSWR from "swr";
import { leadToDoor } from "#components/access/door.ts";
import { setClock } from "#components/clock/clock.ts";
import { SHARED_CACHE_SECONDS } from "#lib/gallery/caching.ts";
import {
  CLOCK_HEADERS,
  keepUnchanged,
  parseTiles,
  withChanges,
  type Tiles,
  type Wall,
} from "#lib/gallery/wall.ts";
import { nextPoll, POLL_MS, retryDelay } from "./rhythm.ts";

const POLL_DEADLINE_MS = 8_000;

/** What the last poll of this page brought: a page shows one wall. */
let known: Tiles | null = null;

/** The wall as it is now, beginning with what the page brought; and whether the last poll failed. */
export function useWall(
  initial: Wall | null,
  address = "/api/feeds",
): { wall: Wall | null; failing: boolean } {
  const { data, error } = useSWR<Wall, Error>(address, () => poll(address, known ?? initial), {
    ...(initial === null ? {} : { fallbackData: initial }),
    revalidateOnMount: true,
    refreshInterval: (wall) => nextPoll(wall ?? null),
    dedupingInterval: POLL_MS / 2,
    // Pages of the same moment share everything but the clock.
    compare: (a, b) => a?.tiles === b?.tiles && a?.asOf === b?.asOf,
    onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
      setTimeout(() => void revalidate({ retryCount }), retryDelay(retryCount));
    },
  });
  useEffect(() => {
    if (data !== undefined) setClock(data.now);
  }, [data]);
  return { wall: data ?? null, failing: error !== undefined };
}

/** Asks for what changed since a version; a server that does not know it sends the whole wall. */
async function poll(address: string, before: Tiles | null): Promise<Wall> {
  const url = new URL(address, location.href);
  if (before !== null) url.searchParams.set("since", before.version);
  const response = await fetch(url, {
    // The version is minded here: through the browser's cache, a 304 would not show its clocks.
    cache: "no-store",
    headers: {
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
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const body = parseTiles(await response.json());
  if ("tiles" in body) return { ...body, tiles: keepUnchanged(before?.tiles ?? [], body.tiles) };
  if (body.since !== before?.version) throw new Error("the server told changes of another wall");
  return withChanges(before, body);
}
