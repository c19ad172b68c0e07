import { fetchJson } from "#components/data/fetch-json.ts";
import type { FaultHours } from "#lib/model/past.ts";
import { sampleAt, type Counts } from "./counts.ts";
import type { Mark } from "./marks.ts";
import { HOUR_MS } from "./moments.ts";

/** Where a fault is searched: the wall's past, ms since 1970, and its known counts. */
type Searched = { readonly latest: number; readonly reachMs: number; readonly counts: Counts };

/**
 * Finds the nearest fault of the wall's past before or after a moment; null when there is none.
 *
 * @throws RateLimited, Error when the server does not answer
 */
export async function findWallFault(
  { latest, reachMs, counts }: Searched,
  moment: number,
  by: -1 | 1,
): Promise<number | null> {
  // Whole hours, so that viewers share the response.
  const to = Math.ceil(latest / HOUR_MS) * HOUR_MS;
  const from = Math.floor((to - reachMs) / HOUR_MS) * HOUR_MS;
  const hours = (await fetchJson(`/api/faults?from=${from}&to=${to}`)) as FaultHours;
  return adjacentFault(listFaultStarts(toMarks(hours), counts), moment, by);
}

function toMarks({ hours }: FaultHours): Mark[] {
  const ascending = [...hours].sort((a, b) => a.from - b.from);
  return ascending.flatMap(({ from, faults }) =>
    faults.map((kind): Mark => ({ kind, span: [from, from + HOUR_MS] })),
  );
}

/**
 * The moments to which the buttons for faults lead, ascending: where the number of streams with a fault begins to be more
 * than none and, for an hour of whose faults no number tells, its beginning.
 */
export function listFaultStarts(hours: readonly Mark[], counts: Counts): number[] {
  const { samples } = counts;
  const isRise = (place: number) => (samples[place]?.[2] ?? 0) > 0 && samples[place - 1]?.[2] === 0;
  const rises = samples.flatMap(([at], place) => (isRise(place) ? [at] : []));
  const others = hours
    .filter(({ span: [start, end] }) => {
      const goesOn = (sampleAt(counts, start)?.[2] ?? 0) > 0;
      return !goesOn && !rises.some((at) => at >= start && at < end);
    })
    .map(({ span }) => span[0]);
  return [...new Set([...rises, ...others])].sort((a, b) => a - b);
}

/** The nearest of some ascending moments before or after one; null when there is none. */
export function adjacentFault(starts: readonly number[], moment: number, by: -1 | 1): number | null {
  const found = by < 0 ? starts.filter((at) => at < moment).at(-1) : starts.find((at) => at > moment);
  return found ?? null;
}
