import { RateLimited } from "#components/data/fetch-json.ts";
import { PAST_CACHE_SECONDS } from "#lib/model/past.ts";

/** Moments to read: the first one now, the others soon. */
export type Wanted = {
  readonly at: number;
  readonly stepMs: number;
  readonly count: number;
  /** The newest moment that there is. */
  readonly latest: number;
};

export type ReaderStatus = "ok" | "slow" | "failing";

type ReaderParts = {
  /** Starts the requests for what the reader lacks; none when it lacks nothing. */
  readonly request: (wanted: Wanted) => readonly Promise<unknown>[];
  readonly maxEntries: number;
  /** The least time between the starts of two rounds, in ms. */
  readonly pauseMs?: number;
};

/** Requests what changes together at once. */
const GATHER_MS = 40;
const RETRY_MS = 3_000;
/** Frames of such recent moments may still arrive, so they are soon read again. */
const RECENT_MS = 60_000;
const MAX_AGE_MS = { recent: 10_000, settled: PAST_CACHE_SECONDS.inPage * 1_000 };

/**
 * Reads moments of the past into memory, in rounds: a round requests all that is missing, and the next one starts once
 * all responses are there. A slow server is therefore asked less often, and always for the newest place of a slider.
 */
export function createReader<V>({ request, maxEntries, pauseMs = 0 }: ReaderParts) {
  const entries = new Map<string, { value: V; isWhole: boolean; readAt: number }>();
  const listeners = new Set<() => void>();
  let wanted: Wanted | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReading = false;
  let notBefore = -Infinity;
  let status: ReaderStatus = "ok";

  function wake(afterMs = GATHER_MS) {
    if (isReading) return;
    clearTimeout(timer);
    timer = setTimeout(() => void read(), Math.max(afterMs, notBefore - performance.now()));
  }

  async function read(): Promise<void> {
    const requests = wanted === null ? [] : request(wanted);
    if (requests.length === 0) return;
    isReading = true;
    notBefore = performance.now() + pauseMs;
    const results = await Promise.allSettled(requests);
    isReading = false;
    const delays = results.flatMap((result) =>
      result.status === "fulfilled" ? [] : [result.reason instanceof RateLimited ? result.reason.afterMs : 0],
    );
    const isSlow = delays.every((ms) => ms > 0);
    status = delays.length === 0 ? "ok" : isSlow ? "slow" : "failing";
    notBefore = Math.max(notBefore, performance.now() + Math.max(0, ...delays));
    for (const listener of listeners) listener();
    wake(isSlow ? 0 : RETRY_MS);
  }

  return {
    look(next: Wanted) {
      wanted = next;
      wake();
    },
    /** Reads again what is missing. */
    wake: () => wake(),
    get: (key: string) => entries.get(key)?.value,
    /** The moment exists, and is unknown, known in part or out of date. */
    lacks(key: string, moment: number, latest: number) {
      if (moment > latest) return false;
      const entry = entries.get(key);
      const maxAge = moment > latest - RECENT_MS ? MAX_AGE_MS.recent : MAX_AGE_MS.settled;
      return !entry?.isWhole || performance.now() - entry.readAt > maxAge;
    },
    set(key: string, value: V, isWhole: boolean) {
      entries.delete(key);
      entries.set(key, { value, isWhole, readAt: performance.now() });
      const [oldest = ""] = entries.keys();
      if (entries.size > maxEntries) entries.delete(oldest);
    },
    status: () => status,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}

export type Reader<V> = ReturnType<typeof createReader<V>>;

/** The wanted moments, first to last. */
export function listMoments({ at, stepMs, count }: Wanted): number[] {
  return Array.from({ length: count }, (_, place) => at + place * stepMs);
}
