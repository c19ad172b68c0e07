import { LRUCache } from "lru-cache";
import { feedKey, type StoredEntry } from "#lib/model/feed.ts";
import type { Fault } from "#lib/model/frame.ts";
import type { Stream } from "#lib/model/stream.ts";

type Names = { readonly stream: Stream; readonly feed: string };

const MAX_FEEDS = 50_000;
const NO_FAULTS: readonly Fault[] = [];

/**
 * Makes a function that gives frames and events of one feed the same objects for its names. Otherwise these take more
 * memory than all the rest of an entry.
 */
export function createNameSharing() {
  // With `max`, it would allocate room for all of them at once.
  const known = new LRUCache<string, Names>({ maxSize: MAX_FEEDS, sizeCalculation: () => 1 });

  function shareNames<T extends Names & { readonly faults?: readonly Fault[] }>(named: T): T {
    const { stream, feed, faults } = named;
    const key = feedKey(stream, feed);
    const names = known.get(key) ?? { stream, feed };
    known.set(key, names);
    return { ...named, ...names, ...(faults?.length === 0 ? { faults: NO_FAULTS } : {}) };
  }

  return {
    shareNames,
    shareInEntry: (entry: StoredEntry): StoredEntry =>
      "frame" in entry ? { ...entry, frame: shareNames(entry.frame) } : shareNames(entry),
  };
}
