import type { StoredFrame } from "#lib/model/feed.ts";
import { isSelected, type Selection } from "#lib/model/selection.ts";
import { STALLED_MS } from "#lib/model/state.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { isSettled } from "#lib/model/stretches.ts";
import { MAX_AHEAD_MS } from "#lib/provider/thumbnail-headers.ts";
import type { Store } from "#lib/store/store.ts";
import { createCache } from "./cache.ts";
import { selectCounted, toNewestFirst } from "./counted.ts";
import type { LimitedStore } from "./limited-store.ts";
import { createNameSharing } from "./names.ts";

/** One LIST of a stream's history. */
export type Page = {
  readonly stream: string;
  /** It has all frames from here to its end, ms since 1970; -Infinity when there are none older. */
  readonly oldest: number;
  /** It tells all that was shown at moments from here to its end. */
  readonly from: number;
  readonly end: number;
  readonly listedAt: number;
  /** Each frame once: of a feed and time, the one that counts. */
  readonly newestFirst: readonly StoredFrame[];
};

type Lists = Pick<LimitedStore, "listPreviews">;

/** The history of each stream, in pages of a thousand frames. All throw BudgetError and StoreError. */
export type Pages = {
  /**
   * A page that tells what a stream showed at a moment.
   *
   * @param atLeast the time of a frame that is known to be stored: a page without it, or a newer one, is listed again
   */
  readonly pageAt: (stream: Stream, moment: number, store: Lists, atLeast?: number) => Promise<Page>;
  /**
   * The frames of a selection from a moment back, newest first: at least all from `oldest` on.
   *
   * @param isEnough whether to stop after a page. @param maxPages where to stop in any case
   */
  readonly readBack: (
    of: Selection & { readonly stream: Stream },
    moment: number,
    store: Lists,
    isEnough: (frames: Iterable<StoredFrame>, oldest: number) => boolean,
    maxPages: number,
  ) => Promise<{ readonly frames: readonly StoredFrame[]; readonly oldest: number }>;
};

/** The keys that S3 gives in one page: a little more than eight hours of one feed. */
const PAGE = 1_000;
const WINDOW_MS = 8 * 3_600_000;
const GRID_MS = 5 * 60_000;
/** Further back in its window than this, a stream that sends faster than the provider does is listed where it is looked at. */
const MAX_IN_A_ROW = 6;
/** A page without the newest frame is listed again no sooner. */
const NEWEST_MS = 2_000;
const KEEP_RECENT_MS = 10 * 60_000;
/** What is wholly in the past changes as it expires or a spool delivers. With ten minutes in a browser's cache, an hour. */
const KEEP_SETTLED_MS = 50 * 60_000;
/** The age at which the present is listed again, and the time that a frame is under way. */
const EDGE_MS = 20_000;
const UNDER_WAY_MS = 5_000;
/** About 130 KB each. */
const MAX_PAGES = 300;

/**
 * Makes the reader of histories that all viewers of a process share. It lists a thousand keys at a time, from the ends of
 * fixed windows of eight hours: one LIST for each thousand frames, however many viewers there are and however they move.
 */
export function createPages({ now }: Pick<Store, "now">, elapsed: () => number): Pages {
  const { shareNames } = createNameSharing();
  const cache = createCache<string, Page>({
    maxSize: MAX_PAGES,
    toKeepMs: ({ end, listedAt }) => (isSettled(end, listedAt) ? KEEP_SETTLED_MS : KEEP_RECENT_MS),
    elapsed,
  });

  function isCurrent({ listedAt }: Page, moment: number): boolean {
    const age = now() - listedAt;
    // A clock that was set back makes an age negative.
    return age >= 0 && (moment <= listedAt - UNDER_WAY_MS || age < EDGE_MS);
  }

  function find(stream: string, moment: number): Page | undefined {
    return cache.find(
      (page) =>
        page.stream === stream && page.from <= moment && moment <= page.end && isCurrent(page, moment),
    );
  }

  /** The page that ends there. @param moment reads it again if it is not current for this moment; null in any case */
  function pageFrom(stream: Stream, end: number, store: Lists, moment: number | null): Promise<Page> {
    const id = streamId(stream);
    const list = async (): Promise<Page> => {
      const listedAt = now();
      const { frames, isEnd } = await store.listPreviews(stream, end, PAGE);
      const newestFirst = selectCounted(frames.map(shareNames));
      // Keys of another layout come after all frames.
      const oldest = isEnd ? -Infinity : (newestFirst.at(-1)?.time ?? -Infinity);
      // A feed that is on may have sent its last frame some minutes before.
      return { stream: id, oldest, from: oldest + STALLED_MS, end, listedAt, newestFirst };
    };
    return cache.get(`${end} ${id}`, list, (page) => moment !== null && isCurrent(page, moment));
  }

  const lacks = (page: Page, moment: number, atLeast: number) =>
    atLeast <= Math.min(moment, page.end) &&
    (page.newestFirst[0]?.time ?? -Infinity) < atLeast &&
    now() - page.listedAt >= NEWEST_MS;

  async function pageAt(stream: Stream, asked: number, store: Lists, atLeast = -Infinity): Promise<Page> {
    const moment = Math.min(asked, now() + MAX_AHEAD_MS);
    const known = find(streamId(stream), moment);
    if (known !== undefined)
      return lacks(known, moment, atLeast) ? pageFrom(stream, known.end, store, null) : known;
    let end = windowEnd(moment);
    for (let tries = 0; tries < MAX_IN_A_ROW && end >= moment; tries += 1) {
      const page = await pageFrom(stream, end, store, moment);
      if (page.from <= moment) return page;
      // The next one begins where this one can no longer tell all.
      end = Math.min(end - 1, page.from);
    }
    return pageFrom(stream, moment, store, null);
  }

  /** Where a page ends that is to reach as far back as it can from a moment, and yet to be of use to others. */
  function endNear(moment: number): number {
    const end = windowEnd(moment);
    const isNow = moment >= now() - GRID_MS && end >= now();
    return isNow ? end : (Math.floor(moment / GRID_MS) + 1) * GRID_MS;
  }

  /** A page with the frames of a moment and before it. */
  async function pageBefore(stream: Stream, moment: number, store: Lists): Promise<Page> {
    const page = find(streamId(stream), moment) ?? (await pageFrom(stream, endNear(moment), store, null));
    // So much is sent that a thousand frames do not reach the moment.
    return page.oldest < moment ? page : pageFrom(stream, moment, store, null);
  }

  return {
    pageAt,
    async readBack({ stream, ...part }, asked, store, isEnough, maxPages) {
      const frames = new Map<string, StoredFrame>();
      let oldest = Math.min(asked, now() + MAX_AHEAD_MS);
      for (let pages = 0; pages < maxPages; pages += 1) {
        const page = await pageBefore(stream, oldest, store);
        for (const frame of page.newestFirst)
          if (isSelected(frame, part)) frames.set(`${frame.time} ${frame.feed}`, frame);
        const isLast = page.oldest >= oldest || page.oldest === -Infinity;
        oldest = page.oldest;
        if (isLast || isEnough(frames.values(), oldest)) break;
      }
      return { frames: toNewestFirst(frames.values()), oldest };
    },
  };
}

function windowEnd(moment: number): number {
  return (Math.floor(moment / WINDOW_MS) + 1) * WINDOW_MS;
}
