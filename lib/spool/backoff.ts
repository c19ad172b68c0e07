const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;

export type Backoff = ReturnType<typeof createBackoff>;

/**
 * Keys that failed and wait for another try, twice as long after each failure.
 *
 * @param now a monotonic clock, in ms
 */
export function createBackoff(now: () => number) {
  // A Map keeps the order in which keys failed.
  const failures = new Map<string, { readonly count: number; readonly readyAt: number }>();

  return {
    has: (key: string) => failures.has(key),

    /** The keys whose wait is over, the one that failed the longest ago first. */
    ready: () => [...failures].flatMap(([key, { readyAt }]) => (now() >= readyAt ? [key] : [])),

    fail(key: string): void {
      const count = (failures.get(key)?.count ?? 0) + 1;
      const wait = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - 1));
      failures.delete(key);
      failures.set(key, { count, readyAt: now() + wait });
    },

    succeed: (key: string) => void failures.delete(key),

    /** Ends all waits. */
    reset(): void {
      for (const [key, { count }] of failures) failures.set(key, { count, readyAt: -Infinity });
    },

    /** Forgets all other keys. */
    keepOnly(keys: ReadonlySet<string>): void {
      for (const key of failures.keys()) if (!keys.has(key)) failures.delete(key);
    },
  };
}
