import { BoundedMap } from "#lib/bounded-map.ts";

/** The newest frame fact of a feed. */
export type Newest = { readonly time: number; readonly key: string };

/** After this long, the facts in the bucket are looked at again, for what other receivers left behind. */
const TRUSTED_MS = 10 * 60_000;
const MAX_FEEDS = 50_000;

/** Which frame fact this process last put for each feed, so that it can delete it when the next one is there. */
export type FactMemory = {
  /** Whether the bucket must be asked before facts of this feed are put. */
  readonly isStale: (feed: string, now: number) => boolean;
  readonly newest: (feed: string) => Newest | undefined;
  /** Notes that the bucket was asked. */
  readonly refresh: (feed: string, now: number) => void;
  /** Notes a fact that was put, and returns the key of the older of the two that are known now, if there are two. */
  readonly advance: (feed: string, put: Newest) => string | undefined;
};

export function createFactMemory(): FactMemory {
  const entries = new BoundedMap<{ newest: Newest | undefined; trustedUntil: number }>(MAX_FEEDS);

  return {
    isStale: (feed, now) => now >= (entries.get(feed)?.trustedUntil ?? 0),
    newest: (feed) => entries.get(feed)?.newest,
    refresh: (feed, now) =>
      entries.set(feed, { newest: entries.get(feed)?.newest, trustedUntil: now + TRUSTED_MS }),
    advance(feed, put) {
      const entry = entries.get(feed);
      const known = entry?.newest;
      const [newest, older] = known !== undefined && isNewer(known, put) ? [known, put] : [put, known];
      entries.set(feed, { newest, trustedUntil: entry?.trustedUntil ?? 0 });
      return older === undefined || older.key === newest.key ? undefined : older.key;
    },
  };
}

/** Of two facts of one instant, all receivers keep the same: the first of a list. */
function isNewer(a: Newest, b: Newest): boolean {
  return a.time > b.time || (a.time === b.time && a.key < b.key);
}
