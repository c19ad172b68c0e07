import { useEffect } from "react";
import useSWR from "swr";
import { setClock } from "#components/clock/clock.ts";
import { CLOCK_HEADERS, parseTiles, type Wall } from "#lib/gallery/wall.ts";

const POLL_MS = 2_000;
const POLL_DEADLINE_MS = 8_000;
const SLOWEST_RETRY_MS = 20_000;

type Known = { readonly etag: string; readonly tiles: Wall["tiles"] };

let known: Known | null = null;

/** The wall as it is now, beginning with what the page brought; and whether the last poll failed. */
export function useWall(initial: Wall | null): { wall: Wall | null; failing: boolean } {
  const { data, error } = useSWR<Wall, Error>("/api/feeds", poll, {
    ...(initial === null ? {} : { fallbackData: initial }),
    revalidateOnMount: true,
    refreshInterval: POLL_MS,
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

/** SWR's own delays grow to half an hour, and it does not poll meanwhile: an outage must not outlive itself. */
export function retryDelay(retries: number): number {
  const delay = Math.min(SLOWEST_RETRY_MS, POLL_MS * 2 ** Math.min(retries - 1, 10));
  return delay * (0.75 + Math.random() / 2);
}

/** Puts the objects of before in the place of equal ones, so that only tiles that changed are drawn again. */
export function keepUnchanged(before: Wall["tiles"], after: Wall["tiles"]): Wall["tiles"] {
  const byId = new Map(before.map((tile) => [tile.id, tile]));
  return after.map((tile) => {
    const old = byId.get(tile.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(tile) ? old : tile;
  });
}

async function poll(url: string): Promise<Wall> {
  const response = await fetch(url, {
    // The ETag is minded here: through the browser's cache, a 304 would not show its clocks.
    cache: "no-store",
    headers: known === null ? {} : { "If-None-Match": known.etag },
    signal: AbortSignal.timeout(POLL_DEADLINE_MS),
  });
  if (response.status !== 304) {
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const tiles = keepUnchanged(known?.tiles ?? [], parseTiles(await response.json()));
    known = { etag: response.headers.get("etag") ?? "", tiles };
  }
  if (known === null) throw new Error("the server answered 304 to a first request");
  const clock = (header: string) => Number(response.headers.get(header) ?? Date.now());
  return { tiles: known.tiles, asOf: clock(CLOCK_HEADERS.asOf), now: clock(CLOCK_HEADERS.now) };
}
