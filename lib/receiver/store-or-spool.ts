import { describeError, type LogFields } from "#lib/http/log.ts";
import { createLimiter } from "#lib/limiter.ts";
import type { Entry } from "#lib/spool/entry.ts";
import type { Spool } from "#lib/spool/files.ts";
import { StoreError } from "#lib/store/store.ts";
import { lateAfter } from "./within.ts";
import type { Outcome } from "./outcome.ts";

/**
 * The provider disables a webhook whose deliveries time out: it has its answer by then, whatever store and disk do, and
 * however long it waits for its turn. Only a hook whose body took long, alone or among hundreds at once, may have it later:
 * it is kept rather than punctual.
 */
const ANSWER_DEADLINE_MS = 5_000;
/** What the end of a hook takes: without a spool the answer, with one the disk before it. */
const FOR_ANSWER_MS = 500;
const FOR_SPOOL_MS = 1_000;
/** What work that is told to end takes to end. */
const GRACE_MS = 250;
const MAX_STORE_MS = 4_000;
/** A frame that no disk keeps is worth a try, however long its body took: nobody sends it again. */
const MIN_STORE_MS = 2_500;
/** In less, the store keeps nothing that is worth the turn: whoever waited until then is told so at once. */
const MIN_LEFT_MS = 1_000;
/** Of one that came alone. */
const LONG_BODY_MS = 500;
/** Each takes two of the store's 200 connections (lib/store/client.ts): more would only make all of them late. */
const CONCURRENCY = 100;

/** What became of a hook, and what the log says of it besides. */
export type Result = { readonly outcome: Outcome; readonly logFields: LogFields };

/**
 * What is done for a hook; throws StoreError where the store does not take it.
 *
 * @param isOverloaded others wait for their turn: only what must be done is
 */
type Work = (signal: AbortSignal, isOverloaded: boolean) => Promise<Outcome>;

export type Arrival = {
  /** By performance.now(). */
  readonly at: number;
  /** Whether others were before it. */
  readonly isOverloaded: boolean;
};

/** Why a hook does not wait on disk, as the log says it. */
type SpoolTrouble = { readonly spool?: string };

const NO_SPOOL: SpoolTrouble = {};
const SLOW: SpoolTrouble = { spool: "slow" };

/**
 * Runs the work of a hook against the store.
 *
 * @param toEntry makes the entry of the spool, of what the work has found until then
 */
export type StoreOrSpool = (toEntry: () => Entry, arrival: Arrival, work: Work) => Promise<Result>;

/**
 * Gives the store its time, and to the spool, if there is one, what the store does not take or has no time for. Without
 * one, hooks wait for their turn, so that under overload some are in time rather than all too late.
 */
export function createStoreOrSpool(spool: Spool | null): StoreOrSpool {
  const limiter = createLimiter(CONCURRENCY);
  const storeDeadlineMs = ANSWER_DEADLINE_MS - (spool === null ? FOR_ANSWER_MS : FOR_SPOOL_MS);

  /** @returns null when it waits on disk */
  async function spoolIt(toEntry: () => Entry, at: number): Promise<SpoolTrouble | null> {
    if (spool === null) return NO_SPOOL;
    // What a slow disk keeps after all is delivered, though nobody was told.
    const late = lateAfter(Math.max(FOR_SPOOL_MS - GRACE_MS, ANSWER_DEADLINE_MS - since(at)));
    try {
      const kept = await Promise.race([spool.add(toEntry()), late.promise]);
      if (kept === "late") return SLOW;
      return kept === "added" ? null : { spool: kept };
    } catch (error) {
      return { spool: describeError(error) };
    } finally {
      late.clear();
    }
  }

  /** @param end by performance.now(): when the store's time is over */
  async function store(
    toEntry: () => Entry,
    { at, isOverloaded }: Arrival,
    end: number,
    work: Work,
  ): Promise<Result> {
    const left = Math.round(Math.max(0, Math.min(MAX_STORE_MS, end - performance.now())));
    // What looks at the signal has its say first: a frame may be kept by then, and only its preview late.
    const late = lateAfter(left + GRACE_MS);
    try {
      // What does not (a picture that is being decoded) goes on, and stores what it can.
      const outcome = await Promise.race([work(AbortSignal.timeout(left), isOverloaded), late.promise]);
      if (outcome === "late") throw new StoreError("storing", new Error("it took too long"));
      return { outcome, logFields: {} };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const trouble = await spoolIt(toEntry, at);
      if (trouble !== null) return withFields(storeFailed(error), trouble);
      return { outcome: { accepted: "spooled" }, logFields: { level: "warn", error: describeError(error) } };
    } finally {
      late.clear();
    }
  }

  return async (toEntry, { at, isOverloaded }, work) => {
    const end = Math.max(at + storeDeadlineMs, performance.now() + MIN_STORE_MS);
    // Among hundreds that come in one instant, what the bodies took is not the store's: more are kept, and some are late.
    const isBurst = isOverloaded && since(at) > LONG_BODY_MS;
    const isLate = since(at) > storeDeadlineMs - MIN_STORE_MS;
    // A spool that cannot keep it is no reason not to ask the store, while there is time.
    const trouble = isOverloaded || isLate ? await spoolIt(toEntry, at) : NO_SPOOL;
    if (trouble === null) return { outcome: { accepted: "spooled" }, logFields: {} };
    if (trouble === SLOW) return { outcome: { rejected: "busy" }, logFields: trouble };
    const patience = isBurst ? MAX_STORE_MS : end - MIN_LEFT_MS - performance.now();
    const endOf = () => (isBurst ? Math.max(end, performance.now() + MIN_STORE_MS) : end);
    const stored = await limiter.run(() => store(toEntry, { at, isOverloaded }, endOf(), work), patience);
    if (stored === "busy") return { outcome: { rejected: "busy" }, logFields: trouble };
    const isSpooled = "accepted" in stored.outcome && stored.outcome.accepted === "spooled";
    return isSpooled ? stored : withFields(stored, trouble);
  };
}

function withFields({ outcome, logFields }: Result, more: LogFields): Result {
  return { outcome, logFields: { ...logFields, ...more } };
}

/** What nobody foresaw is answered as a store that fails: try later, nothing is known to be kept. */
export function storeFailed(error: unknown): Result {
  return { outcome: { rejected: "store" }, logFields: { level: "error", error: describeError(error) } };
}

function since(at: number): number {
  return performance.now() - at;
}
