import { walkLog } from "#lib/gallery/log-reader.ts";
import type { Span } from "#lib/model/coverage.ts";
import { getTime, type StoredEntry } from "#lib/model/feed.ts";
import { startOfLog } from "#lib/model/keys.ts";
import { streamId } from "#lib/model/stream.ts";
import { isSettled } from "#lib/model/stretches.ts";
import type { Store } from "#lib/store/store.ts";
import { createCache } from "./cache.ts";
import type { LimitedStore } from "./limited-store.ts";
import { createNameSharing } from "./names.ts";

/** The log of fifteen seconds, without its notes. */
export type Slice = {
  /** It has the entries of (end - SLICE_MS, end]; its number is end / SLICE_MS. */
  readonly number: number;
  readonly listedAt: number;
  /** By stream id, in the order of the log. */
  readonly byStream: ReadonlyMap<string, readonly StoredEntry[]>;
  readonly count: number;
};

/**
 * Reads the slices of the log that overlap some spans, each open at its beginning and closed at its end.
 *
 * @throws BudgetError if the client may not read so much now; what was read is kept for its next try
 * @throws StoreError if the store cannot be reached or refuses
 */
export type ReadSlices = (
  spans: readonly Span[],
  store: Pick<LimitedStore, "listLog">,
) => Promise<readonly Slice[]>;

/**
 * Slices end on a grid that divides 75 s and 300 s: of a moment on this grid, exactly what is needed is read. They are open
 * at their beginning, as what a moment shows is.
 */
export const SLICE_MS = 15_000;
/** A LIST that has room goes on behind what was asked for, up to an hour: playing forward finds it. */
const MAX_AHEAD = 240;
const KEEP_SETTLED_MS = 3_600_000;
const KEEP_RECENT_MS = 20_000;
/** About 400 bytes each, names included. A moment of 10,000 feeds has 100,000. */
const MAX_ENTRIES = 250_000;
/** The size of a slice without entries, in entries. */
const SLICE_SIZE = 5;

/** Makes the reader of slices that all viewers of a process share. */
export function createSlices(
  { now }: Pick<Store, "now">,
  elapsed: () => number,
  maxSize = MAX_ENTRIES,
): ReadSlices {
  const { shareInEntry } = createNameSharing();
  const cache = createCache<number, Slice>({
    maxSize,
    toSize: ({ count }) => count + SLICE_SIZE,
    toKeepMs: ({ number, listedAt }) =>
      isSettled(number * SLICE_MS, listedAt) ? KEEP_SETTLED_MS : KEEP_RECENT_MS,
    elapsed,
  });

  /** Lists consecutive slices. Each is given out as soon as it is whole. */
  async function list(
    [first, last]: Span,
    { listLog }: Pick<LimitedStore, "listLog">,
    add: (slice: Slice) => void,
  ): Promise<void> {
    const listedAt = now();
    const end = Math.max(last, Math.min(last + MAX_AHEAD, toNumber(listedAt)));
    const pending: StoredEntry[] = [];
    let number = first;
    for await (const { entries, next } of walkLog(listLog, startOfLog(startOf(first)), startOf(end + 1))) {
      pending.push(...entries.filter(({ kind }) => kind !== "note").map(shareInEntry));
      for (; number <= end; number += 1) {
        if (next !== null && next < startOfLog(startOf(number + 1))) break;
        const rest = pending.findIndex((entry) => getTime(entry) >= startOf(number + 1));
        add(toSlice(number, listedAt, pending.splice(0, rest === -1 ? Infinity : rest)));
      }
      if (number > last) return;
    }
  }

  return (spans, store) => {
    const read = createBatch((range, add) => list(range, store, add), cache.set);
    const numbers = new Set(spans.flatMap(([from, to]) => listNumbers([toNumber(from + 1), toNumber(to)])));
    // A clock that was set back tells nothing of an age.
    const isCurrent = ({ listedAt }: Slice) => listedAt <= now();
    return Promise.all([...numbers].map((number) => cache.get(number, () => read(number), isCurrent)));
  };
}

/** Gathers the slices that are read in the same tick, and lists consecutive ones together. */
function createBatch(
  list: (range: Span, add: (slice: Slice) => void) => Promise<void>,
  addOther: (number: number, slice: Slice) => void,
): (number: number) => Promise<Slice> {
  let gathered = new Map<number, PromiseWithResolvers<Slice>>();

  function run(): void {
    const wanted = gathered;
    gathered = new Map();
    const add = (slice: Slice) => {
      const { number } = slice;
      if (wanted.has(number)) wanted.get(number)?.resolve(slice);
      else addOther(number, slice);
    };
    for (const range of toRanges([...wanted.keys()])) {
      list(range, add).catch((error: unknown) => {
        for (const number of listNumbers(range)) wanted.get(number)?.reject(error);
      });
    }
  }

  return (number) => {
    if (gathered.size === 0) queueMicrotask(run);
    const slice = Promise.withResolvers<Slice>();
    gathered.set(number, slice);
    return slice.promise;
  };
}

function toNumber(time: number): number {
  return Math.ceil(time / SLICE_MS);
}

/** The first ms of a slice. */
function startOf(number: number): number {
  return (number - 1) * SLICE_MS + 1;
}

function toSlice(number: number, listedAt: number, entries: readonly StoredEntry[]): Slice {
  const grouped = Map.groupBy(entries, (entry) =>
    streamId("frame" in entry ? entry.frame.stream : entry.stream),
  );
  // A copy has no room for more: most streams have one entry.
  const byStream = new Map([...grouped].map(([id, some]) => [id, [...some]]));
  return { number, listedAt, byStream, count: entries.length };
}

function listNumbers([first, last]: Span): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
}

/** Joins consecutive numbers: first and last of each range. */
function toRanges(numbers: readonly number[]): Span[] {
  const ranges: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
