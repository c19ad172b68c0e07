import { joinCoverage, toCoverage, type Coverage, type FaultSpan, type Span } from "#lib/model/coverage.ts";
import type { Selection } from "#lib/model/selection.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { isSettled } from "#lib/model/stretches.ts";
import type { Store } from "#lib/store/store.ts";
import { createCache } from "./cache.ts";
import type { LimitedStore } from "./limited-store.ts";
import type { Pages } from "./pages.ts";

const HOUR_MS = 3_600_000;
/** Four feeds that sent all day. Beyond it the rest is unknown, and is read when it is looked at. */
const MAX_PAGES = 12;
/** The first frame of an hour may be under way for so long. */
const YOUNG_MS = LIVE_MS + 15_000;
/** With ten minutes in a browser's cache, an hour: no frame is missing for longer after a spool has delivered it. */
const KEEP_SETTLED_MS = 50 * 60_000;
const KEEP_RECENT_MS = 60_000;
/** A month is some dozen spans. */
const MAX_SPANS = 1_000;

/**
 * The coverage of at most a day, exact, from the frames themselves: three LISTs for each feed that sent all day.
 *
 * @param frozenAfterMs as `toCoverage` has it: a picture that froze in the stretch may be marked after it
 * @throws BudgetError, StoreError
 */
export async function readExact(
  { readBack }: Pick<Pages, "readBack">,
  of: Selection & { readonly stream: Stream },
  [from, to]: Span,
  store: Pick<LimitedStore, "listPreviews">,
  frozenAfterMs = 0,
): Promise<Coverage> {
  const isWhole = (oldest: number) => oldest <= from - LIVE_MS;
  const isEnough = (_frames: unknown, oldest: number) => isWhole(oldest);
  const { frames, oldest } = await readBack(of, to - 1 + frozenAfterMs, store, isEnough, MAX_PAGES);
  return toCoverage(frames, [from, to], isWhole(oldest) ? from : oldest + LIVE_MS, frozenAfterMs);
}

/**
 * Makes the reader of the coverage of at most 31 days by hours: one LIST of the hours that have a frame, and one of those
 * with a fault. An hour without a frame counts as off, unless it has just begun, and shorter gaps are not seen. Viewers share
 * a result for a minute, or for fifty if it is settled.
 */
export function createHours({ now }: Pick<Store, "now">, elapsed: () => number) {
  const cache = createCache<
    string,
    { readonly at: number; readonly to: number; readonly coverage: Coverage }
  >({
    maxSize: MAX_SPANS,
    toKeepMs: ({ at, to }) => (isSettled(to, at) ? KEEP_SETTLED_MS : KEEP_RECENT_MS),
    elapsed,
  });

  /** @throws BudgetError, StoreError */
  return async (stream: Stream, span: Span, store: LimitedStore): Promise<Coverage> => {
    const key = `${span.join(" ")} ${streamId(stream)}`;
    const read = async () => {
      const at = now();
      return { at, to: span[1], coverage: await readHours(store, stream, span, at) };
    };
    return (await cache.get(key, read)).coverage;
  };
}

async function readHours(
  store: Pick<LimitedStore, "listHours" | "listFaults">,
  stream: Stream,
  [from, to]: Span,
  now: number,
): Promise<Coverage> {
  const isWithin = (hour: number) => hour >= from && hour < to;
  const current = Math.floor(now / HOUR_MS) * HOUR_MS;
  const [{ hours }, faults] = await Promise.all([store.listHours(stream, to - 1), readFaults()]);
  const isUnknown = isWithin(current) && !hours.includes(current) && now - current < YOUNG_MS;
  const unknown = isUnknown ? [toSpan(current)] : [];
  return joinCoverage([{ on: hours.filter(isWithin).map(toSpan), unknown, faults }]);

  /** Three faults in each of 744 hours are three pages. */
  async function readFaults(): Promise<FaultSpan[]> {
    const found: FaultSpan[] = [];
    for (let start = to - 1; ;) {
      const page = await store.listFaults(stream, start);
      for (const { hour, fault } of page.hours) {
        if (isWithin(hour)) found.push({ fault, span: toSpan(hour) });
      }
      const oldest = page.hours.at(-1)?.hour ?? -Infinity;
      if (page.isEnd || oldest <= from) return found;
      start = oldest - 1;
    }
  }
}

function toSpan(hour: number): Span {
  return [hour, hour + HOUR_MS];
}
