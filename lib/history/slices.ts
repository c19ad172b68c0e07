import { streamId } from "#lib/model/stream.ts";
import type { StoredEntry } from "#lib/model/feed.ts";

/** What the log has of fifteen seconds, without its notes. */
export type Slice = {
  /** It has the entries of (end - SLICE_MS, end]; its number is end / SLICE_MS. */
  readonly number: number;
  readonly listedAt: number;
  /** By stream id, in the order of the log. */
  readonly byStream: ReadonlyMap<string, readonly StoredEntry[]>;
  readonly count: number;
};

/**
 * Slices end on a grid that divides 75 s and 300 s: of a moment on this grid, exactly what is needed is read. They are open
 * at their beginning, as what a moment shows is.
 */
export const SLICE_MS = 15_000;
const LATE_MS = 15 * 60_000;
const KEEP_SETTLED_MS = 3_600_000;
const KEEP_RECENT_MS = 20_000;
/** About 400 bytes each, names included. A moment of 10,000 feeds has 100,000. */
const MAX_ENTRIES = 250_000;
const MAX_SLICES = 50_000;

export function sliceOf(time: number): number {
  return Math.ceil(time / SLICE_MS);
}

/** The first ms of a slice. */
export function startOf(slice: number): number {
  return (slice - 1) * SLICE_MS + 1;
}

export function timeOf(entry: StoredEntry): number {
  return entry.kind === "frame" ? entry.frame.time : entry.at;
}

export function toSlice(number: number, listedAt: number, entries: readonly StoredEntry[]): Slice {
  const grouped = Map.groupBy(entries, (entry) =>
    streamId("frame" in entry ? entry.frame.stream : entry.stream),
  );
  // A copy has no room for more: most streams have one entry.
  const byStream = new Map([...grouped].map(([id, some]) => [id, [...some]]));
  return { number, listedAt, byStream, count: entries.length };
}

export type SliceMemory = {
  readonly add: (slice: Slice) => void;
  /** The slice, if it is known and still to be believed. */
  readonly find: (number: number) => Slice | undefined;
};

/**
 * Keeps the slices that were read last. One that was older than fifteen minutes when it was listed is believed for an hour,
 * since frames come at most ten minutes late; others for 20 s.
 *
 * @param now ms since 1970
 */
export function createSliceMemory(now: () => number, maxEntries = MAX_ENTRIES): SliceMemory {
  /** The one that was asked for the longest ago comes first. */
  const slices = new Map<number, Slice>();
  let entries = 0;

  function forget(number: number) {
    entries -= slices.get(number)?.count ?? 0;
    slices.delete(number);
  }

  return {
    add(slice) {
      forget(slice.number);
      slices.set(slice.number, slice);
      entries += slice.count;
      for (const number of slices.keys()) {
        if (entries <= maxEntries && slices.size <= MAX_SLICES) break;
        forget(number);
      }
    },
    find(number) {
      const slice = slices.get(number);
      if (slice === undefined) return undefined;
      const age = now() - slice.listedAt;
      const isSettled = number * SLICE_MS <= slice.listedAt - LATE_MS;
      // A clock that was set back makes an age negative.
      if (age < 0 || age >= (isSettled ? KEEP_SETTLED_MS : KEEP_RECENT_MS)) return undefined;
      slices.delete(number);
      slices.set(number, slice);
      return slice;
    },
  };
}
