import type { StoredFrame } from "#lib/model/feed.ts";

/** What one LIST told of a stream's history. */
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

export type PageMemory = {
  readonly add: (page: Page) => void;
  /** A page that knows a moment, and is still to be believed about it. */
  readonly find: (stream: string, moment: number) => Page | undefined;
  /** The page that was listed from an end, whether it reaches back to the moment or not. */
  readonly findFrom: (stream: string, end: number, moment: number) => Page | undefined;
};

/** Frames may still come for moments as recent as these: the receiver takes them when they are ten minutes late. */
const LATE_MS = 15 * 60_000;
const KEEP_RECENT_MS = 10 * 60_000;
/** What is wholly in the past changes as it expires or a spool delivers. With ten minutes in a browser's cache, an hour. */
const KEEP_MS = 50 * 60_000;
/** How soon what happens now is listed again, and how long a frame is under way. */
const EDGE_MS = 20_000;
const SETTLED_MS = 5_000;
/** About 130 KB each. */
const MAX_PAGES = 300;

/** Keeps the pages that were asked for last, for as long as they can be believed. @param now ms since 1970 */
export function createPageMemory(now: () => number, max = MAX_PAGES): PageMemory {
  /** In the order in which they were last asked for. */
  const pages = new Set<Page>();
  const byStream = new Map<string, Set<Page>>();

  function forget(page: Page) {
    pages.delete(page);
    const siblings = byStream.get(page.stream);
    siblings?.delete(page);
    if (siblings?.size === 0) byStream.delete(page.stream);
  }

  function isBelieved({ end, listedAt }: Page, moment: number): boolean {
    const age = now() - listedAt;
    const keep = end <= listedAt - LATE_MS ? KEEP_MS : KEEP_RECENT_MS;
    // A clock that was set back makes an age negative.
    if (age < 0 || age >= keep) return false;
    return moment <= listedAt - SETTLED_MS || age < EDGE_MS;
  }

  function touch(page: Page | undefined): Page | undefined {
    if (page === undefined) return undefined;
    pages.delete(page);
    pages.add(page);
    return page;
  }

  function search(stream: string, moment: number, fits: (page: Page) => boolean): Page | undefined {
    const siblings = [...(byStream.get(stream) ?? [])];
    return touch(siblings.find((page) => fits(page) && isBelieved(page, moment)));
  }

  return {
    add(page) {
      for (const other of byStream.get(page.stream) ?? []) if (other.end === page.end) forget(other);
      pages.add(page);
      byStream.set(page.stream, (byStream.get(page.stream) ?? new Set()).add(page));
      const [oldest] = pages;
      if (pages.size > max && oldest !== undefined) forget(oldest);
    },
    find: (stream, moment) => search(stream, moment, ({ from, end }) => from <= moment && moment <= end),
    findFrom: (stream, end, moment) => search(stream, moment, (page) => page.end === end),
  };
}
