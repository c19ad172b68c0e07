// Builds what a list of the bucket shows.
import type { Feed } from "#lib/model/feed.ts";
import type { Stream } from "#lib/model/stream.ts";
import { factKey, type Fact } from "#lib/store/keys.ts";
import type { StoredFact } from "#lib/store/store.ts";

export const NOON = Date.UTC(2026, 10, 23, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const STREAM: Stream = { account: "ZG6NWV", name: "teststream" };

export type Where = { readonly feed?: string; readonly stream?: Stream };

/** A fact that arrived at noon, unless it says when. */
function stored(
  fact: Fact,
  { feed = "feed-1", stream = STREAM, arrived = NOON }: Where & { readonly arrived?: number } = {},
): StoredFact {
  return { stream, feed, fact, key: factKey({ stream, feed, fact }), arrived };
}

/** A frame fact that arrived when it was made, unless it says otherwise. */
export function frame(time: number, where: Where & { readonly arrived?: number } = {}): StoredFact {
  return stored({ kind: "frame", time, width: 1920, height: 1080, flags: [] }, { arrived: time, ...where });
}

export function ended(time: number, where: Where = {}): StoredFact {
  return stored({ kind: "ended", time }, where);
}

export function source(source: string, where: Where = {}): StoredFact {
  return stored({ kind: "source", source }, where);
}

/** A feed as `feedsOf` makes it, with no facts yet. */
export function feedWithout(facts: Partial<Feed> = {}): Feed {
  return { stream: STREAM, feed: "feed-1", newest: null, ended: null, source: null, keys: [], ...facts };
}
