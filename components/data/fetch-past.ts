import { ALL } from "#lib/model/selection.ts";
import { parsePast, parsePastWall, type Past, type PastWall } from "#lib/model/past.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import { fetchJson } from "./fetch-json.ts";

/** Streams, and `count` moments from `at` on. */
export type PastQuery = {
  readonly streams: readonly string[];
  /** ms since 1970 */
  readonly at: number;
  readonly stepMs: number;
  readonly count: number;
};

/** Fetches the tiles that the wall had at a moment, ms since 1970. */
export async function fetchPastWall(at: number): Promise<PastWall> {
  return parsePastWall(await fetchJson(`/api/past?at=${at}`));
}

/** Fetches the frames of streams on the wall. */
export async function fetchPast({ streams, ...moments }: PastQuery): Promise<Past> {
  const query = new URLSearchParams(streams.map((stream) => ["stream", stream]));
  return parsePast(await fetchJson(`/api/past?${query.toString()}${toQuery(moments)}`));
}

/** Fetches the frames of one stream, on the wall or not, as far back as its previews are kept. */
export async function fetchHistory(
  { streams: [stream = ""], ...moments }: PastQuery,
  signal?: AbortSignal,
): Promise<Past> {
  const address = `/api/history?${toStreamQuery(stream, ALL)}${toQuery(moments)}`;
  return parsePast(await fetchJson(address, signal));
}

function toQuery({ at, stepMs, count }: Omit<PastQuery, "streams">): string {
  return `&at=${at}${count > 1 ? `&step=${stepMs / 1_000}&count=${count}` : ""}`;
}
