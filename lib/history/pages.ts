import { type Stream, streamId } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import { countedFrames } from "./counted.ts";
import { createPageMemory, type Page } from "./page-memory.ts";
import { REACH_MS } from "./shown.ts";
import { createSingleFlight } from "./single-flight.ts";
import type { Read } from "./store-reads.ts";

/** The history of each stream, in pages of a thousand frames. All throw BudgetError and StoreError. */
export type Pages = {
  /**
   * A page that tells what a stream showed at a moment.
   *
   * @param atLeast the time of a frame that is known to be stored: a page without it, or a newer one, is listed again
   */
  readonly pageAt: (stream: Stream, moment: number, client: string | null, atLeast?: number) => Promise<Page>;
  /** Pages from a moment back, as far as there are frames. Each tells all from its `oldest` on; they overlap. */
  readonly walkBack: (stream: Stream, moment: number, client: string | null) => AsyncGenerator<Page>;
};

/** The keys that S3 gives in one page: a little more than eight hours of one feed. */
const PAGE = 1_000;
const WINDOW_MS = 8 * 3_600_000;
const GRID_MS = 5 * 60_000;
/** Further back in its window than this, a stream that sends faster than the provider does is listed where it is looked at. */
const MAX_IN_A_ROW = 6;
/** A page without the newest frame is listed again no sooner. */
const NEWEST_MS = 2_000;
/** Receivers refuse frames that are further ahead: later moments are all alike. */
const AHEAD_MS = 2 * 60_000;

/**
 * Makes the reader of histories that all viewers of a process share. It lists a thousand keys at a time, from the ends of
 * fixed windows of eight hours: one LIST for each thousand frames, however many viewers there are and however they move.
 */
export function createPages(store: Pick<Store, "listPreviews" | "now">, read: Read): Pages {
  const memory = createPageMemory(store.now);
  const once = createSingleFlight<Page>();

  async function list(stream: Stream, end: number, client: string | null): Promise<Page> {
    const listedAt = store.now();
    const { frames, isEnd } = await read(client, (signal) => store.listPreviews(stream, end, PAGE, signal));
    const newestFirst = countedFrames(frames);
    // Keys of another layout come after all frames.
    const oldest = isEnd ? -Infinity : (newestFirst.at(-1)?.time ?? -Infinity);
    // A feed that is on may have sent its last frame some minutes before.
    const page = { stream: streamId(stream), oldest, from: oldest + REACH_MS, end, listedAt, newestFirst };
    memory.add(page);
    return page;
  }

  const listOnce = (stream: Stream, end: number, client: string | null) =>
    once(`${end} ${streamId(stream)}`, () => list(stream, end, client));

  const lacks = (page: Page, moment: number, atLeast: number) =>
    atLeast <= Math.min(moment, page.end) &&
    (page.newestFirst[0]?.time ?? -Infinity) < atLeast &&
    store.now() - page.listedAt >= NEWEST_MS;

  async function pageAt(
    stream: Stream,
    asked: number,
    client: string | null,
    atLeast = -Infinity,
  ): Promise<Page> {
    const id = streamId(stream);
    const moment = Math.min(asked, store.now() + AHEAD_MS);
    const known = memory.find(id, moment);
    if (known !== undefined)
      return lacks(known, moment, atLeast) ? listOnce(stream, known.end, client) : known;
    let end = windowEnd(moment);
    for (let tries = 0; tries < MAX_IN_A_ROW && end >= moment; tries += 1) {
      const page = memory.findFrom(id, end, moment) ?? (await listOnce(stream, end, client));
      if (page.from <= moment) return page;
      // The next one begins where this one can no longer tell all.
      end = Math.min(end - 1, page.from);
    }
    return listOnce(stream, moment, client);
  }

  /** Where a page ends that is to reach as far back as it can from a moment, and yet to be of use to others. */
  function endNear(moment: number): number {
    const end = windowEnd(moment);
    const isNow = moment >= store.now() - GRID_MS && end >= store.now();
    return isNow ? end : (Math.floor(moment / GRID_MS) + 1) * GRID_MS;
  }

  async function* walkBack(stream: Stream, asked: number, client: string | null): AsyncGenerator<Page> {
    let moment = Math.min(asked, store.now() + AHEAD_MS);
    for (;;) {
      const known = memory.find(streamId(stream), moment);
      let page = known ?? (await listOnce(stream, endNear(moment), client));
      // So much is sent that a thousand frames do not reach the moment.
      if (page.oldest >= moment) page = await listOnce(stream, moment, client);
      yield page;
      if (page.oldest >= moment || page.oldest === -Infinity) return;
      moment = page.oldest;
    }
  }

  return { pageAt, walkBack };
}

function windowEnd(moment: number): number {
  return (Math.floor(moment / WINDOW_MS) + 1) * WINDOW_MS;
}
