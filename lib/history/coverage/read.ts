import { coverageOf, joined, type Coverage, type FaultSpan, type Span } from "#lib/model/coverage.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import { isOfPart, type Part } from "#lib/model/part.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import type { Pages } from "../pages.ts";
import type { Read } from "../store-reads.ts";

const HOUR_MS = 3_600_000;
/** Four feeds that sent all day. Beyond it the rest is unknown, and is read when it is looked at. */
const MAX_PAGES = 12;
/** The first frame of an hour may be under way for so long. */
const YOUNG_MS = LIVE_MS + 15_000;

/**
 * The coverage of at most a day, exact, from the frames themselves: three LISTs for each feed that sent all day.
 *
 * @throws BudgetError, StoreError
 */
export async function readExact(
  { walkBack }: Pick<Pages, "walkBack">,
  of: Part & { readonly stream: Stream },
  [from, to]: Span,
  client: string | null,
): Promise<Coverage> {
  const frames = new Map<string, StoredFrame>();
  let [pages, toldFrom] = [0, to];
  for await (const { newestFirst, oldest } of walkBack(of.stream, to - 1, client)) {
    for (const frame of newestFirst) {
      if (isOfPart(frame, of)) frames.set(`${frame.time} ${frame.feed}`, frame);
    }
    pages += 1;
    toldFrom = oldest;
    if (oldest <= from - LIVE_MS || pages === MAX_PAGES) break;
  }
  return coverageOf([...frames.values()], [from, to], toldFrom <= from - LIVE_MS ? from : toldFrom + LIVE_MS);
}

/**
 * The coverage of at most 31 days by hours: one LIST of the hours that have a frame, and one of those with a fault. An hour
 * without a frame counts as off, unless it has just begun, and shorter gaps are not seen.
 *
 * @throws BudgetError, StoreError
 */
export async function readHours(
  store: Pick<Store, "listHours" | "listFaults" | "now">,
  read: Read,
  stream: Stream,
  [from, to]: Span,
  client: string | null,
): Promise<Coverage> {
  const isWithin = (hour: number) => hour >= from && hour < to;
  const now = store.now();
  const current = Math.floor(now / HOUR_MS) * HOUR_MS;
  const [{ hours }, faults] = await Promise.all([
    read(client, (signal) => store.listHours(stream, to - 1, signal)),
    readFaults(),
  ]);
  const isUnknown = isWithin(current) && !hours.includes(current) && now - current < YOUNG_MS;
  const unknown = isUnknown ? [spanOf(current)] : [];
  return joined([{ on: hours.filter(isWithin).map(spanOf), unknown, faults }]);

  /** Three faults in each of 744 hours are three pages. */
  async function readFaults(): Promise<FaultSpan[]> {
    const found: FaultSpan[] = [];
    for (let start = to - 1; ;) {
      const last = start;
      const page = await read(client, (signal) => store.listFaults(stream, last, signal));
      for (const { hour, fault } of page.hours) {
        if (isWithin(hour)) found.push({ fault, span: spanOf(hour) });
      }
      const oldest = page.hours.at(-1)?.hour ?? -Infinity;
      if (page.isEnd || oldest <= from) return found;
      start = oldest - 1;
    }
  }
}

function spanOf(hour: number): Span {
  return [hour, hour + HOUR_MS];
}
