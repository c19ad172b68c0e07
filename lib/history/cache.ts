import { LRUCache } from "lru-cache";
import { BudgetError } from "./budget.ts";

/** Reads a value unless it is known. @param stale the value that has expired, if there is one */
type ReadValue<V> = (stale: V | undefined) => Promise<V>;

export type Cache<K, V> = {
  /**
   * The value of a key. Concurrent calls share one read, and a failed read is not kept.
   *
   * @param isCurrent reads a known value again if false
   */
  readonly get: (key: K, read: ReadValue<V>, isCurrent?: (value: V) => boolean) => Promise<V>;
  readonly set: (key: K, value: V) => void;
  readonly find: (matches: (value: V) => boolean) => V | undefined;
};

type CacheOptions<V> = {
  /** The total size of its values. */
  readonly maxSize: number;
  /** 1 by default. */
  readonly toSize?: (value: V) => number;
  readonly toKeepMs: (value: V) => number;
  /** ms, of a clock that only goes forward. */
  readonly elapsed: () => number;
};

type Context<V> = { readonly read: ReadValue<V>; isOwn: boolean };

/** Makes a cache of reads of the store. It drops the least recently used values first. */
export function createCache<K extends string | number, V extends object>({
  maxSize,
  toSize = () => 1,
  toKeepMs,
  elapsed,
}: CacheOptions<V>): Cache<K, V> {
  const cache = new LRUCache<K, V, Context<V>>({
    maxSize,
    sizeCalculation: toSize,
    perf: { now: elapsed },
    ttlResolution: 0,
    ignoreFetchAbort: true,
    noDeleteOnFetchRejection: true,
    async fetchMethod(_key, stale, { options, context }) {
      context.isOwn = true;
      const value = await context.read(stale);
      // A value that is told once more stays expired.
      if (value === stale) options.noUpdateTTL = true;
      else options.ttl = toKeepMs(value);
      return value;
    },
  });

  return {
    async get(key, read, isCurrent = () => true) {
      // Not `get`, which would drop an expired value before it is read again.
      const known = cache.peek(key);
      const forceRefresh = known !== undefined && !isCurrent(known);
      const context = { read, isOwn: false };
      for (;;) {
        try {
          return await cache.forceFetch(key, { forceRefresh, context });
        } catch (error) {
          // Otherwise the read was of another client, whose budget is used up.
          if (context.isOwn || !(error instanceof BudgetError)) throw error;
        }
      }
    },
    set: (key, value) => void cache.set(key, value, { ttl: toKeepMs(value) }),
    find: (matches) => cache.find(matches),
  };
}
