/** Lookups for at most one hook in ten, so that a crowd of new feeds does not double what hooks cost. */
export type LookupBudget = {
  /** Notes that a hook came. */
  readonly earn: () => void;
  /** @returns whether the bucket may be asked for this hook */
  readonly spend: () => boolean;
};

const PER_HOOK = 0.1;
/** A quiet process may always ask. */
const PER_SECOND = 1;
const BURST = 50;

/** @param now a clock that never goes back, in ms */
export function createLookupBudget(now: () => number = performance.now.bind(performance)): LookupBudget {
  let left = BURST;
  let counted = now();

  function add(permits: number) {
    left = Math.min(BURST, left + permits);
  }

  return {
    earn: () => add(PER_HOOK),

    spend() {
      const time = now();
      add(((time - counted) / 1000) * PER_SECOND);
      counted = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
