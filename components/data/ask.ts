import { WHOLE } from "#lib/model/part.ts";
import { parsePast, parsePastWall, type Past, type PastWall } from "#lib/model/past.ts";
import { queryOf } from "#lib/model/routes.ts";
import { askData } from "./ask-data.ts";

/** Which streams, and from when on how many moments, so far apart. */
export type Question = {
  readonly streams: readonly string[];
  /** ms since 1970 */
  readonly at: number;
  readonly stepMs: number;
  readonly count: number;
};

/** Asks which tiles the wall had at a moment, ms since 1970. */
export async function askPastWall(at: number): Promise<PastWall> {
  return parsePastWall(await askData(`/api/past?at=${at}`));
}

/** Asks what streams showed on the wall. */
export async function askPast({ streams, ...moments }: Question): Promise<Past> {
  const query = new URLSearchParams(streams.map((stream) => ["stream", stream]));
  return parsePast(await askData(`/api/past?${query.toString()}${writeMoments(moments)}`));
}

/** Asks what one stream showed, on the wall or not, for as long as its previews are kept. */
export async function askHistory(
  { streams: [stream = ""], ...moments }: Question,
  signal?: AbortSignal,
): Promise<Past> {
  const address = `/api/history?${queryOf(stream, WHOLE)}${writeMoments(moments)}`;
  return parsePast(await askData(address, signal));
}

function writeMoments({ at, stepMs, count }: Omit<Question, "streams">): string {
  return `&at=${at}${count > 1 ? `&step=${stepMs / 1_000}&count=${count}` : ""}`;
}
