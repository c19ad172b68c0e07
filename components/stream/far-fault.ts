import { fetchCoverage } from "#components/data/fetch-coverage.ts";
import { HOUR_MS } from "#components/playback/moments.ts";
import type { Span } from "#lib/model/coverage.ts";
import { findFault } from "#lib/model/fault-jumps.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";
import { REACH_MS } from "./first-stretch.ts";

/** How much is read exactly at a time. */
const EXACT_MS = 6 * HOUR_MS;

/** Where a fault is searched. @property query names the stream and its source */
type Searched = { readonly query: string; readonly latest: number };

/**
 * Finds the nearest fault of a month before or after a moment; null when there is none. A month is told by hours, so that the
 * hours around a fault are read exactly: their beginning may be before the first picture of a stream.
 *
 * @throws RateLimited, Error when the server does not answer
 */
export async function findFarFault(
  { query, latest }: Searched,
  moment: number,
  by: -1 | 1,
): Promise<number | null> {
  const read = (span: Span) => fetchCoverage(query, span);
  const month = stretchToAsk([latest - REACH_MS, latest]);
  const hours = await read(month);
  // What begins in the hour of the moment, or ends with it, may do so on its other side.
  const hour = toHour(moment);
  let place: number | null = by < 0 ? hour + 2 * HOUR_MS : hour - 1;
  for (;;) {
    place = findFault(hours, month, place, by);
    if (place === null) return null;
    const span = aroundHour(toHour(place), by, latest);
    const found = findFault(await read(span), span, moment, by);
    // What begins with the span may have begun before.
    if (found !== null && found > span[0]) return found;
    if (by > 0 && span[1] === latest) return null;
    place = by < 0 ? span[0] + HOUR_MS : span[1] - HOUR_MS;
  }
}

/** The hours before an hour or after it, and one more on its other side. */
function aroundHour(hour: number, by: -1 | 1, latest: number): Span {
  const from = by < 0 ? hour + HOUR_MS - EXACT_MS : hour - HOUR_MS;
  return [from, Math.min(from + EXACT_MS, latest)];
}

function toHour(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}
