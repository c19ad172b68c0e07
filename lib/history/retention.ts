import { LRUCache } from "lru-cache";
import { describeError, type Log } from "#lib/http/log.ts";
import { logKey } from "#lib/model/keys.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import type { Store } from "#lib/store/store.ts";
import { createCache } from "./cache.ts";
import { toStored } from "./counted.ts";
import type { Limited, LimitedStore } from "./limited-store.ts";

const KEEP_MS = 3_600_000;
const RETRY_MS = 60_000;
/** No lifecycle rule expires anything sooner. */
const MIN_EXPIRY_MS = 24 * 3_600_000;
const KEEP_ORIGINAL_MS = 10 * 60_000;
const MAX_ORIGINALS = 5_000;

/**
 * Makes the function that returns how many days the log is kept: by the bucket's lifecycle, read once an hour, or by the
 * setting if that cannot be read. Only the first callers wait for the answer: a page must not wait for a store that is away.
 *
 * @param logDays the setting
 */
export function createLogReach(
  { findRetention }: Pick<Limited, "findRetention">,
  logDays: number,
  log: Log,
  elapsed: () => number,
): () => Promise<number> {
  const cache = new LRUCache<string, number>({
    max: 1,
    ttl: KEEP_MS,
    perf: { now: elapsed },
    ttlResolution: 0,
    allowStale: true,
    async fetchMethod(_key, before, { options }) {
      try {
        return (await findRetention()).logDays ?? logDays;
      } catch (error) {
        options.ttl = RETRY_MS;
        log("retention-not-read", { level: "warn", error: describeError(error) });
        return before ?? logDays;
      }
    },
  });
  return () => cache.forceFetch("log");
}

/** Makes the reader of what is known of originals: by one HEAD, valid for ten minutes. Its methods throw StoreError, BudgetError. */
export function createOriginals({ now }: Pick<Store, "now">, elapsed: () => number) {
  const cache = createCache<string, { readonly bytes: number | null }>({
    maxSize: MAX_ORIGINALS,
    toKeepMs: () => KEEP_ORIGINAL_MS,
    elapsed,
  });

  /** The size of the original of a frame, in bytes; null when it is no longer kept. */
  async function size(known: StoredFrame, store: Pick<LimitedStore, "originalSize">): Promise<number | null> {
    const frame = toStored(known);
    const read = async () => ({ bytes: await store.originalSize(frame) });
    return (await cache.get(logKey({ kind: "frame", frame }), read)).bytes;
  }

  return {
    size,
    /** Whether the original of a frame is still kept. Of the last day, all are. */
    isKept: async (frame: StoredFrame, store: Pick<LimitedStore, "originalSize">): Promise<boolean> =>
      frame.time > now() - MIN_EXPIRY_MS || (await size(frame, store)) !== null,
  };
}
