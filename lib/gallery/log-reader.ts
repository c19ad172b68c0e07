import { getTime, type StoredEntry } from "#lib/model/feed.ts";
import { startOfLog } from "#lib/model/keys.ts";
import type { LogPage, LogRange, Store } from "#lib/store/store.ts";

/** Lists the pages of a part of the log, one after the other. @param after `startOfLog(time)`, or `next` of a page */
export async function* walkLog(
  listLog: (range: LogRange) => Promise<LogPage>,
  after: string,
  until: number,
): AsyncGenerator<LogPage> {
  for (let start: string | null = after; start !== null;) {
    const page = await listLog({ after: start, until });
    yield page;
    start = page.next;
  }
}

/** A part of the log, ms since 1970. */
export type LogSpan = {
  readonly from: number;
  /** Where entries get rare, which is now: after it are only those of clocks that are ahead. */
  readonly to: number;
  readonly until: number;
};

export type Reading = {
  /** With this many pages left or fewer, they are listed one after the other. */
  readonly sequentialPages: number;
  /** The number of slices that are listed at once. */
  readonly concurrency: number;
};

export type LogReader = {
  /** Adds the entries of a part of the log. @returns their number. @throws StoreError; some are added then */
  readonly read: (span: LogSpan, reading: Reading) => Promise<number>;
};

const LIST_DEADLINE_MS = 4_000;
/** A slice is to hold this much of a page of 1,000, so that few slices are cut short. */
const SLICE_ENTRIES = 930;
/** The density that one page tells is off by some percent, so a few slices tell it before all others. */
const FIRST_WAVE = 8;
const WAVE_GROWTH = 4;
/** All feeds may send in one instant: the density seen there says nothing. */
const MIN_SLICE_MS = 250;

export function createLogReader(store: Pick<Store, "listLog">, add: (entry: StoredEntry) => void): LogReader {
  async function listLog(range: LogRange): Promise<LogPage> {
    const page = await store.listLog(range, AbortSignal.timeout(LIST_DEADLINE_MS));
    for (const entry of page.entries) add(entry);
    return page;
  }

  async function readSlice(after: string, until: number): Promise<number> {
    let count = 0;
    for await (const { entries } of walkLog(listLog, after, until)) count += entries.length;
    return count;
  }

  /** Reads consecutive slices at once. @returns the number of their entries */
  async function readSlices(after: string, ends: readonly number[]): Promise<number> {
    const starts = [after, ...ends.slice(0, -1).map(startOfLog)];
    const counts = await Promise.all(ends.map((until, n) => readSlice(starts[n] ?? after, until)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  return {
    async read({ from, to, until }, { sequentialPages, concurrency }) {
      let [next, at]: [string | null, number] = [startOfLog(from), from];
      let [count, wave] = [0, FIRST_WAVE];
      while (next !== null) {
        if (countSlices() <= sequentialPages) {
          for await (const page of walkLog(listLog, next, until)) {
            count += page.entries.length;
            next = page.next;
            const last = page.entries.at(-1);
            if (last !== undefined) at = getTime(last);
            if (countSlices() > sequentialPages) break;
          }
          continue;
        }
        const ends = toSlices(at, to, countSlices(), Math.min(wave, concurrency));
        const isLast = ends.at(-1) === to;
        count += await readSlices(next, isLast ? ends.with(-1, until) : ends);
        at = ends.at(-1) ?? to;
        next = isLast ? null : startOfLog(at);
        wave *= WAVE_GROWTH;
      }
      return count;

      /** The slices left, by the density of the log so far. */
      function countSlices(): number {
        return Math.ceil(((count / Math.max(1, at - from)) * (to - at)) / SLICE_ENTRIES);
      }
    },
  };
}

/** The ends of the first `max` of `count` slices of equal length. */
function toSlices(from: number, to: number, count: number, max: number): number[] {
  const length = Math.max(MIN_SLICE_MS, (to - from) / count);
  const slices = Math.min(max, Math.ceil((to - from) / length));
  return Array.from({ length: slices }, (_, n) => Math.min(to, Math.round(from + (n + 1) * length)));
}
