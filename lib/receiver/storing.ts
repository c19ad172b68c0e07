import { describeError, type LogFields } from "#lib/http/log.ts";
import type { Entry } from "#lib/spool/entry.ts";
import type { Spool } from "#lib/spool/spool.ts";
import { StoreError } from "#lib/store/store.ts";
import { lateAfter } from "./late.ts";
import type { Outcome } from "./outcome.ts";
import { createSlots } from "#lib/slots.ts";

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
const LONGEST_MS = 4_000;
/** A frame that no disk keeps is worth a try, however long its body took: nobody sends it again. */
const SHORTEST_MS = 2_500;
/** In less, the store keeps nothing that is worth the turn: whoever waited until then is told so at once. */
const LEAST_MS = 1_000;
/** Of one that came alone. */
const LONG_BODY_MS = 500;
/** Each takes two of the store's 200 connections (lib/store/client.ts): more would only make all of them late. */
const MOST_AT_ONCE = 100;

/** What became of a hook, and what the log says of it besides. */
export type Stored = { readonly outcome: Outcome; readonly facts: LogFields };

/**
 * What is done for a hook; throws StoreError where the store does not take it.
 *
 * @param inRush others wait for their turn: only what must be done is
 */
type Work = (signal: AbortSignal, inRush: boolean) => Promise<Outcome>;

export type Arrival = {
  /** By performance.now(). */
  readonly at: number;
  /** Whether others were before it. */
  readonly inRush: boolean;
};

/** Why a hook does not wait on disk, as the log says it. */
type SpoolTrouble = { readonly spool?: string };

const NO_SPOOL: SpoolTrouble = {};
const SLOW: SpoolTrouble = { spool: "slow" };

/** Runs the work of a hook against the store. */
export type Storing = (entry: Entry, arrival: Arrival, work: Work) => Promise<Stored>;

/**
 * Gives the store its time, and to the spool, if there is one, what the store does not take or has no time for. Without
 * one, hooks wait for their turn, so that in a rush some are in time rather than all too late.
 */
export function createStoring(spool: Spool | null): Storing {
  const turns = createSlots(MOST_AT_ONCE);
  const storeDeadlineMs = ANSWER_DEADLINE_MS - (spool === null ? FOR_ANSWER_MS : FOR_SPOOL_MS);

  /** @returns null when it waits on disk */
  async function spoolIt(entry: Entry, at: number): Promise<SpoolTrouble | null> {
    if (spool === null) return NO_SPOOL;
    // What a slow disk keeps after all is delivered, though nobody was told.
    const late = lateAfter(Math.max(FOR_SPOOL_MS - GRACE_MS, ANSWER_DEADLINE_MS - since(at)));
    try {
      const kept = await Promise.race([spool.keep(entry), late.promise]);
      if (kept === "late") return SLOW;
      return kept === "kept" ? null : { spool: kept };
    } catch (error) {
      return { spool: describeError(error) };
    } finally {
      late.clear();
    }
  }

  /** @param end by performance.now(): when the store's time is over */
  async function store(entry: Entry, { at, inRush }: Arrival, end: number, work: Work): Promise<Stored> {
    const left = Math.round(Math.max(0, Math.min(LONGEST_MS, end - performance.now())));
    // What looks at the signal has its say first: a frame may be kept by then, and only its preview late.
    const late = lateAfter(left + GRACE_MS);
    try {
      // What does not (a picture that is being decoded) goes on, and stores what it can.
      const outcome = await Promise.race([work(AbortSignal.timeout(left), inRush), late.promise]);
      if (outcome === "late") throw new StoreError("storing", new Error("it took too long"));
      return { outcome, facts: {} };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const trouble = await spoolIt(entry, at);
      if (trouble !== null) return withFacts(storeFailed(error), trouble);
      return { outcome: { taken: "spooled" }, facts: { level: "warn", error: describeError(error) } };
    } finally {
      late.clear();
    }
  }

  return async (entry, { at, inRush: cameInRush }, work) => {
    const inRush = cameInRush || turns.free() === 0;
    const end = Math.max(at + storeDeadlineMs, performance.now() + SHORTEST_MS);
    // Among hundreds that come in one instant, what the bodies took is not the store's: more are kept, and some are late.
    const isBurst = inRush && since(at) > LONG_BODY_MS;
    const isLate = since(at) > storeDeadlineMs - SHORTEST_MS;
    // A spool that cannot keep it is no reason not to ask the store, while there is time.
    const trouble = inRush || isLate ? await spoolIt(entry, at) : NO_SPOOL;
    if (trouble === null) return { outcome: { taken: "spooled" }, facts: {} };
    if (trouble === SLOW) return { outcome: { refused: "busy" }, facts: trouble };
    const patience = isBurst ? LONGEST_MS : end - LEAST_MS - performance.now();
    const endOf = () => (isBurst ? Math.max(end, performance.now() + SHORTEST_MS) : end);
    const stored = await turns.run(() => store(entry, { at, inRush }, endOf(), work), patience);
    if (stored === "busy") return { outcome: { refused: "busy" }, facts: trouble };
    const isSpooled = "taken" in stored.outcome && stored.outcome.taken === "spooled";
    return isSpooled ? stored : withFacts(stored, trouble);
  };
}

function withFacts({ outcome, facts }: Stored, more: LogFields): Stored {
  return { outcome, facts: { ...facts, ...more } };
}

/** What nobody foresaw is answered as a store that fails: try later, nothing is known to be kept. */
export function storeFailed(error: unknown): Stored {
  return { outcome: { refused: "store" }, facts: { level: "error", error: describeError(error) } };
}

function since(at: number): number {
  return performance.now() - at;
}
