import { createLimiter } from "#lib/limiter.ts";
import { type BodyPermit, createBodyPermits } from "./body-permits.ts";
import { createInFlightLimit, type Reservation } from "./in-flight.ts";

/** Above this many concurrent hooks, the receiver skips previews: several frames are stored in the time of one. */
const OVERLOAD_THRESHOLD = 100;

/**
 * The provider disables a webhook whose deliveries time out, so each hook is answered by then, waiting included. Only a
 * hook whose body was slow, alone or among hundreds at once, may be answered later: storing it matters more.
 */
const ANSWER_MS = 5_000;
/** What follows the store: the answer or, with a spool, the disk and the answer. */
const AFTER_STORE_MS = 500;
const AFTER_STORE_WITH_SPOOL_MS = 1_000;
const MAX_STORE_MS = 4_000;
/** A frame is worth a try, however slow its body was: the provider sends it once. */
const MIN_STORE_MS = 2_500;
/** In less time the store accepts nothing, so a hook that waited until then is rejected at once. */
const MIN_PERMIT_MS = 1_000;
/** In an overload, a body that took longer than this came in a burst. */
const BURST_BODY_MS = 500;
/** Each hook takes two of the store's 200 connections (lib/store/client.ts). More would make all of them late. */
const STORE_CONCURRENCY = 100;
/** How long work that is told to end may take to end. */
export const GRACE_MS = 250;

/** One hook, from its arrival to its answer. */
export type Hook = {
  /** By performance.now(). */
  readonly arrivedAt: number;
  readonly memory: Omit<Reservation, "release">;
  readonly acquireBodyPermit: () => Promise<BodyPermit | null>;
  /** Counts the hook towards the load. Without a valid signature, a hook must not cause an overload. */
  readonly verified: () => void;
  /** @param isOverloaded whether the receiver was overloaded when the hook was verified */
  readonly schedule: (isOverloaded: boolean) => Schedule;
  readonly release: () => void;
};

/** When a hook is stored. */
export type Schedule = {
  /** The spool is tried before the store, which may have too little time. */
  readonly isSpoolFirst: boolean;
  readonly spoolMs: () => number;
  /** Runs a task with a permit for the store and the time that is left for it. Returns "busy" without one in time. */
  readonly run: <T>(task: (storeMs: number) => Promise<T>) => Promise<T | "busy">;
};

/** Decides how many hooks are read, held in memory and stored at once, and how long each of these may take. */
export type Admission = {
  /** More verified hooks are under way than can be fully handled: only what must be done is. */
  readonly isOverloaded: () => boolean;
  readonly admit: () => Hook;
  /** Verified hooks under way, and the memory of all bodies. */
  readonly measure: () => { readonly hooks: number; readonly bytes: number };
};

export function createAdmission(maxBytesInFlight: number, hasSpool: boolean): Admission {
  const memory = createInFlightLimit(maxBytesInFlight);
  const acquireBodyPermit = createBodyPermits();
  const storeLimiter = createLimiter(STORE_CONCURRENCY);
  let load = 0;

  function schedule(arrivedAt: number, isOverloaded: boolean): Schedule {
    const answerAt = arrivedAt + ANSWER_MS;
    const storeEnd = answerAt - (hasSpool ? AFTER_STORE_WITH_SPOOL_MS : AFTER_STORE_MS);
    const minStoreEnd = () => performance.now() + MIN_STORE_MS;
    const isLate = minStoreEnd() > storeEnd;
    // In a burst of hundreds, reading the bodies takes the time of the store. More hooks are stored if some are late.
    const isBurst = isOverloaded && performance.now() - arrivedAt > BURST_BODY_MS;
    const end = Math.max(storeEnd, minStoreEnd());
    return {
      isSpoolFirst: isOverloaded || isLate,
      spoolMs: () => Math.max(AFTER_STORE_WITH_SPOOL_MS - GRACE_MS, answerAt - performance.now()),
      run(task) {
        const maxWaitMs = isBurst ? MAX_STORE_MS : end - MIN_PERMIT_MS - performance.now();
        return storeLimiter.run(() => {
          const ownEnd = isBurst ? Math.max(end, minStoreEnd()) : end;
          return task(Math.round(Math.max(0, Math.min(MAX_STORE_MS, ownEnd - performance.now()))));
        }, maxWaitMs);
      },
    };
  }

  return {
    isOverloaded: () => load > OVERLOAD_THRESHOLD,
    measure: () => ({ hooks: load, bytes: memory.bytes() }),

    admit() {
      const arrivedAt = performance.now();
      const { release: releaseMemory, ...reservation } = memory.open();
      let ownLoad = 0;
      return {
        arrivedAt,
        memory: reservation,
        acquireBodyPermit,
        verified() {
          ownLoad = 1;
          load += ownLoad;
        },
        schedule: (isOverloaded) => schedule(arrivedAt, isOverloaded),
        release() {
          releaseMemory();
          load -= ownLoad;
        },
      };
    },
  };
}
