import { keepUnchanged, withChanges } from "#lib/model/changes.ts";
import { CLOCK_HEADERS, parseTiles, SHARED_CACHE_SECONDS, type Tiles, type Wall } from "#lib/model/wall.ts";
import { startDeadline } from "./deadline.ts";
import { ACCEPT_JSON, reloadOnUnauthorized } from "./unauthorized.ts";

const DEADLINE_MS = 8_000;

/** Fetches the changes since a version; a server that does not know the version sends the whole wall. */
export async function pollWall(address: string, before: Tiles | null): Promise<Wall> {
  const url = new URL(address, location.href);
  if (before !== null) url.searchParams.set("since", before.version);
  const response = await fetch(url, {
    // The browser's cache would hide the clocks of a 304.
    cache: "no-store",
    headers: {
      ...ACCEPT_JSON,
      // Without these the browser would send `no-cache`, and a shared cache would answer no request from its store.
      Pragma: "",
      "Cache-Control": `max-age=${SHARED_CACHE_SECONDS.fresh}`,
      ...(before === null ? {} : { "If-None-Match": `"${before.version}"` }),
    },
    signal: startDeadline(DEADLINE_MS).signal,
  });
  reloadOnUnauthorized(response);
  const after = await readTiles(response, before);
  const header = (name: string) => Number(response.headers.get(name));
  const now = header(CLOCK_HEADERS.now) || Date.now();
  // The age of an answer from a shared cache: the server's clock has gone on since.
  const age = (header("age") || 0) * 1000;
  return { ...after, asOf: header(CLOCK_HEADERS.asOf) || now, now: now + age };
}

async function readTiles(response: Response, before: Tiles | null): Promise<Tiles> {
  if (response.status === 304 && before !== null) return before;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const body = parseTiles(await response.json());
  if ("tiles" in body) return { ...body, tiles: keepUnchanged(before?.tiles ?? [], body.tiles) };
  if (body.since !== before?.version) throw new Error("changes of another wall");
  return withChanges(before, body);
}
