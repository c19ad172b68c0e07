const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

/** Keys that failed and wait for another try, each failure twice as long. */
export type Backoff = {
  readonly has: (key: string) => boolean;
  /** The keys whose wait is over, the one that failed the longest ago first. */
  readonly ready: () => string[];
  readonly fail: (key: string) => void;
  readonly succeed: (key: string) => void;
  /** Ends all waits. */
  readonly reset: () => void;
  /** Forgets all other keys. */
  readonly keepOnly: (keys: ReadonlySet<string>) => void;
};

/** @param now a monotonic clock, in ms */
export function createBackoff(now: () => number = performance.now.bind(performance)): Backoff {
  // A Map keeps the order in which keys failed.
  const failures = new Map<string, { readonly count: number; readonly readyAt: number }>();

  return {
    has: (key) => failures.has(key),
    ready: () => [...failures].flatMap(([key, { readyAt }]) => (now() >= readyAt ? [key] : [])),
    fail(key) {
      const count = (failures.get(key)?.count ?? 0) + 1;
      const wait = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - 1));
      failures.delete(key);
      failures.set(key, { count, readyAt: now() + wait });
    },
    succeed: (key) => void failures.delete(key),
    reset() {
      for (const [key, { count }] of failures) failures.set(key, { count, readyAt: -Infinity });
    },
    keepOnly(keys) {
      for (const key of failures.keys()) if (!keys.has(key)) failures.delete(key);
    },
  };
}
