const PER_HOOK = 0.1;
/** A quiet process may always look up. */
const PER_SECOND = 1;
const BURST = 50;

export type LookupLimit = ReturnType<typeof createLookupLimit>;

/**
 * Allows lookups for one hook in ten, so that many new feeds at once do not double the cost of hooks.
 *
 * @param now a monotonic clock, in ms
 */
export function createLookupLimit(now: () => number = performance.now.bind(performance)) {
  let left = BURST;
  let refilledAt = now();
  const add = (lookups: number) => (left = Math.min(BURST, left + lookups));

  return {
    /** Counts a hook. */
    count: () => void add(PER_HOOK),

    /** Returns whether a lookup is allowed, and uses it up. */
    allow(): boolean {
      const time = now();
      add(((time - refilledAt) / 1000) * PER_SECOND);
      refilledAt = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
