import type { StoredEntry } from "#lib/model/feed.ts";
import { startOfLog } from "#lib/model/keys.ts";
import type { Store } from "#lib/store/store.ts";

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
  /** How many slices are listed at once. */
  readonly concurrency: number;
};

export type LogReader = {
  /** Adds the entries of a part of the log. @returns how many. @throws StoreError; some are added then */
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

export function createLogReader(
  { listLog }: Pick<Store, "listLog">,
  add: (entry: StoredEntry) => void,
): LogReader {
  async function readPage(after: string, until: number) {
    const page = await listLog({ after, until }, AbortSignal.timeout(LIST_DEADLINE_MS));
    for (const entry of page.entries) add(entry);
    return page;
  }

  async function readSlice(after: string, until: number): Promise<number> {
    let count = 0;
    for (let next: string | null = after; next !== null;) {
      const page = await readPage(next, until);
      count += page.entries.length;
      next = page.next;
    }
    return count;
  }

  /** Reads slices of that length at once, the first one after `after`. @returns how many entries */
  async function readSlices(after: string, ends: readonly number[]): Promise<number> {
    const starts = [after, ...ends.slice(0, -1).map(startOfLog)];
    const counts = await Promise.all(ends.map((until, n) => readSlice(starts[n] ?? after, until)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  return {
    async read({ from, to, until }, { sequentialPages, concurrency }) {
      let next: string | null = startOfLog(from);
      let at = from;
      let count = 0;
      let wave = FIRST_WAVE;
      while (next !== null) {
        const rest = ((count / Math.max(1, at - from)) * (to - at)) / SLICE_ENTRIES;
        if (rest <= sequentialPages) {
          const page = await readPage(next, until);
          count += page.entries.length;
          next = page.next;
          at = timeOf(page.entries.at(-1)) ?? at;
        } else {
          const ends = toSlices(at, to, Math.ceil(rest), Math.min(wave, concurrency));
          const isLast = ends.at(-1) === to;
          count += await readSlices(next, isLast ? ends.with(-1, until) : ends);
          at = ends.at(-1) ?? to;
          next = isLast ? null : startOfLog(at);
          wave *= WAVE_GROWTH;
        }
      }
      return count;
    },
  };
}

/** Where the first `most` of `count` slices of equal length end. */
function toSlices(from: number, to: number, count: number, most: number): number[] {
  const length = Math.max(MIN_SLICE_MS, (to - from) / count);
  const slices = Math.min(most, Math.ceil((to - from) / length));
  return Array.from({ length: slices }, (_, n) => Math.min(to, Math.round(from + (n + 1) * length)));
}

function timeOf(entry: StoredEntry | undefined): number | null {
  if (entry === undefined) return null;
  return entry.kind === "frame" ? entry.frame.time : entry.at;
}
