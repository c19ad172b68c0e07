import type { Stream } from "#lib/model/stream.ts";
import type { FrameFact } from "#lib/store/keys.ts";
import type { StoredFact } from "#lib/store/store.ts";

/** One publishing session of a stream, as far as the facts tell. */
export type Feed = {
  readonly stream: Stream;
  readonly feed: string;
  /** The newest frame, and when it arrived by the store's clock; null before the first. */
  readonly newest: { readonly fact: FrameFact; readonly arrived: number } | null;
  /** When the provider says that it ended, ms since 1970. */
  readonly ended: number | null;
  /** The source's id, "" when it is known to have none, null when no feeds hook told. */
  readonly source: string | null;
  /** The keys of all its facts. */
  readonly keys: readonly string[];
};

/** Puts the facts of each feed together. Where several facts compete, the newest holds. */
export function feedsOf(facts: readonly StoredFact[]): Feed[] {
  const feeds = new Map<string, Feed>();
  for (const stored of facts) {
    const path = stored.key.slice(0, stored.key.lastIndexOf("/"));
    feeds.set(path, withFact(feeds.get(path) ?? unknownFeed(stored), stored));
  }
  return [...feeds.values()];
}

function unknownFeed({ stream, feed }: StoredFact): Feed {
  return { stream, feed, newest: null, ended: null, source: null, keys: [] };
}

function withFact(feed: Feed, { fact, key, arrived }: StoredFact): Feed {
  const keys = [...feed.keys, key];
  switch (fact.kind) {
    case "frame":
      return feed.newest !== null && feed.newest.fact.time >= fact.time
        ? { ...feed, keys }
        : { ...feed, keys, newest: { fact, arrived } };
    case "ended":
      return { ...feed, keys, ended: Math.max(feed.ended ?? 0, fact.time) };
    case "source":
      return {
        ...feed,
        keys,
        source: feed.source === null || fact.source > feed.source ? fact.source : feed.source,
      };
  }
}
