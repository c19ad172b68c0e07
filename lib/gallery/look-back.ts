/**
 * A frame that is stored more than 8 s after its time has a note. A store's `Date` is in whole seconds, and its clock is
 * known to a second.
 */
const MIN_MS = 10_000;
/** Looking further back costs nothing while it costs no further page. */
const MAX_MS = 30_000;
/** Entries that surely fit in a page of 1,000. */
const PAGE_ENTRIES = 920;
const WEIGHT_OF_LAST = 0.2;

/** Decides where a poll of the log begins. Times are ms since 1970. */
export function createLookBack() {
  /** Entries per ms. */
  let rate: number | null = null;
  return {
    /** @param since when the last good poll began. @returns the time to list from */
    from(since: number, now: number): number {
      const gap = now - since;
      const pages = Math.max(1, Math.ceil(((MIN_MS + gap) * (rate ?? 0)) / PAGE_ENTRIES));
      const fitting = rate === null || rate === 0 ? MAX_MS : (PAGE_ENTRIES * pages) / rate - gap;
      return since - Math.min(MAX_MS, Math.max(MIN_MS, fitting));
    },
    /** Notes the number of entries that a poll found in a time. */
    learn(count: number, ms: number): void {
      const seen = count / Math.max(1, ms);
      rate = rate === null ? seen : (1 - WEIGHT_OF_LAST) * rate + WEIGHT_OF_LAST * seen;
    },
  };
}
