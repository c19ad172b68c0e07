import { AS_DATA, leadToDoor } from "#components/access/door.ts";
import { parsePast, type Past } from "#lib/past/wire.ts";

const DEADLINE_MS = 10_000;

/** Which streams, and from when on how many moments, so far apart. */
export type Question = {
  readonly streams: readonly string[];
  /** ms since 1970 */
  readonly at: number;
  readonly stepMs: number;
  readonly count: number;
};

/** Asks the server what streams showed. */
export async function askPast({ streams, at, stepMs, count }: Question, signal?: AbortSignal): Promise<Past> {
  const query = new URLSearchParams(streams.map((stream) => ["stream", stream]));
  query.set("at", String(at));
  if (count > 1) {
    query.set("step", String(stepMs / 1000));
    query.set("count", String(count));
  }
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const response = await fetch(`/api/past?${query.toString()}`, {
    headers: AS_DATA,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  });
  leadToDoor(response);
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return parsePast(await response.json());
}
