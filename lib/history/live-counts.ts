import { scopeKey, type Scope } from "#lib/access/scope.ts";
import { createTokenBucket } from "#lib/limiter.ts";
import type { Span } from "#lib/model/coverage.ts";
import { listSamples } from "#lib/model/live-counts.ts";
import type { LiveCounts, LiveSample } from "#lib/model/past.ts";
import { LIVE_MS, STALLED_MS } from "#lib/model/state.ts";
import { isSettled } from "#lib/model/stretches.ts";
import type { Store } from "#lib/store/store.ts";
import { RECENT_MS } from "./answer.ts";
import { BudgetError } from "./budget.ts";
import { createCache } from "./cache.ts";
import type { LimitedStore } from "./limited-store.ts";
import { createSlices, type Slice } from "./slices.ts";
import { wallAt } from "./wall-at.ts";

/** The counts of a moment. @property lists how many LISTs a moment of as many entries takes @property windowMs how far back it looked */
type Counted = {
  readonly at: number;
  readonly readAt: number;
  readonly sample: LiveSample;
  readonly lists: number;
  readonly windowMs: number;
};

const DAY_MS = 86_400_000;
/** How long a count is kept, by the age of its moment: frames may be late, and a spool may deliver some hours later. */
const KEEP_MS = { old: DAY_MS, settled: 50 * 60_000, late: 5 * 60_000, recent: 20_000 };
const OLD_MS = 6 * 3_600_000;
/** About 200 bytes each. */
const MAX_COUNTED = 20_000;
/** The log in memory, apart from that of moments on the wall: reading a day must not displace what viewers look at. */
const MAX_ENTRIES = 50_000;
const ENTRIES_PER_LIST = 1_000;
/** What a stretch may cost. Of a wall that takes more, fewer moments are counted. */
const MAX_LISTS = 150;
/** What one request may cost. The viewer asks again for the rest. */
const MAX_LISTS_AT_ONCE = 12;
/** LISTs at the same time. */
const CONCURRENCY = 4;
/** The share of the budget of the past, and what may be saved of it: moments on the wall and histories go first. */
const SHARE = 0.2;
const MAX_SAVED = 30;

export type LiveCountsParts = {
  readonly store: Pick<Store, "now">;
  readonly listsPerSecond: number;
  /** The days that the log is kept. */
  readonly logReach: () => Promise<number>;
  /** ms, of a clock that only goes forward. */
  readonly elapsed: () => number;
};

/**
 * Makes the reader of the number of live streams over time. It looks at moments of the wall on a grid, coarse first, and
 * answers in part once a request has cost enough or the budget is used up: the next one goes on. The past does not change,
 * so the numbers are kept for a day.
 */
export function createLiveCounts({ store: { now }, listsPerSecond, logReach, elapsed }: LiveCountsParts) {
  const readSlices = createSlices({ now }, elapsed, MAX_ENTRIES);
  const tokens = createTokenBucket(listsPerSecond * SHARE, MAX_SAVED, elapsed);
  const cache = createCache<string, Counted>({
    maxSize: MAX_COUNTED,
    toKeepMs: ({ at, readAt }) => KEEP_MS[toAge(at, readAt)],
    elapsed,
  });

  /**
   * Counts stalled streams too where one LIST tells all live streams: they need four times as much of the log.
   *
   * @param known how far back others looked, in ms; null for none
   */
  async function count(
    at: number,
    scope: Scope,
    store: Pick<LimitedStore, "listLog">,
    known: number | null,
  ): Promise<Counted> {
    const readAt = now();
    const read = (ms: number) => readSlices([[at - ms, at]], store);
    let [windowMs, slices] = [known ?? LIVE_MS, await read(known ?? LIVE_MS)];
    if (known === null && toLists(slices) === 1) [windowMs, slices] = [STALLED_MS, await read(STALLED_MS)];
    const { tiles } = wallAt({ slices, isWhole: true }, at, scope);
    const live = tiles.filter(({ state, faults }) => state === "live" && faults.length === 0).length;
    return { at, readAt, sample: [at, live, tiles.length - live], lists: toLists(slices), windowMs };
  }

  /** @throws StoreError */
  return async (
    scope: Scope,
    [from, to]: Span,
    limited: Pick<LimitedStore, "listLog">,
  ): Promise<LiveCounts> => {
    const begin = now() - (await logReach()) * DAY_MS;
    const isKept = (at: number) => at >= begin && at <= now();
    let lists = 0;
    const store: Pick<LimitedStore, "listLog"> = {
      listLog(range) {
        lists += 1;
        tokens.take();
        return limited.listLog(range);
      },
    };
    const found = new Map<number, Counted>();
    const isSpent = () => lists >= MAX_LISTS_AT_ONCE || tokens.wait() > 0;

    /** Reads moments, some at a time. Once the request has cost enough, only moments in memory. @returns false if some lack */
    async function readAll(moments: readonly number[], atOnce: number): Promise<boolean> {
      const read = async (at: number) => {
        const counted = await cache.get(`${at} ${scopeKey(scope)}`, () => {
          if (isSpent()) throw new BudgetError(1);
          return count(at, scope, store, found.get(newest)?.windowMs ?? null);
        });
        found.set(at, counted);
      };
      let isWhole = true;
      for (let place = 0; place < moments.length; place += atOnce) {
        const results = await Promise.allSettled(moments.slice(place, place + atOnce).map(read));
        for (const result of results) {
          if (result.status === "rejected" && !(result.reason instanceof BudgetError)) throw result.reason;
          if (result.status === "rejected") isWhole = false;
        }
      }
      return isWhole;
    }

    const finest = listSamples([from, to]);
    // The newest moment tells how many LISTs one takes.
    const newest = Math.max(...finest.moments.filter(isKept));
    let sampling = finest;
    let isWhole = newest === -Infinity || (await readAll([newest], 1));
    const cost = found.get(newest)?.lists;
    if (cost !== undefined) {
      sampling = listSamples([from, to], Math.floor(MAX_LISTS / cost));
      const others = sampling.moments.filter((at) => isKept(at) && at !== newest);
      isWhole = await readAll(others, Math.max(1, Math.floor(CONCURRENCY / cost)));
    }
    const samples = [...found.values()].map(({ sample }) => sample).sort((a, b) => a[0] - b[0]);
    return { from, to, stepMs: sampling.stepMs, samples, isWhole };
  };
}

function toLists(slices: readonly Slice[]): number {
  const entries = slices.reduce((sum, slice) => sum + slice.count, 0);
  return Math.max(1, Math.ceil(entries / ENTRIES_PER_LIST));
}

function toAge(at: number, readAt: number): keyof typeof KEEP_MS {
  if (at <= readAt - OLD_MS) return "old";
  if (isSettled(at, readAt)) return "settled";
  return at <= readAt - RECENT_MS ? "late" : "recent";
}
