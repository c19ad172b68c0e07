import { describeError } from "#lib/http/log.ts";
import type { Entry } from "#lib/spool/entry.ts";
import type { Spool } from "#lib/spool/files.ts";
import { StoreError } from "#lib/store/store.ts";
import { type Admission, GRACE_MS, type Hook, type Schedule } from "./admission/admission.ts";
import type { Outcome, Result } from "./outcome.ts";
import { createDeadline } from "./wait.ts";

/** Stores a hook until the signal, without optional steps if overloaded. @throws StoreError */
type Work = (signal: AbortSignal, isOverloaded: boolean) => Promise<Outcome>;

/** @param toEntry makes the entry of the spool, with what the work has found until then */
export type StoreOrSpool = (
  toEntry: () => Entry,
  hook: Pick<Hook, "schedule">,
  work: Work,
) => Promise<Result>;

/** Why a hook is not in the spool, as the log says it; undefined without a spool. */
type SpoolError = { readonly spool?: string };

const SLOW: SpoolError = { spool: "slow" };

/** Runs the work of hooks against the store. The spool, if there is one, keeps what the store does not accept in time. */
export function createStoreOrSpool(
  spool: Spool | null,
  admission: Pick<Admission, "isOverloaded">,
): StoreOrSpool {
  /** @returns null for success */
  async function addToSpool(toEntry: () => Entry, schedule: Schedule): Promise<SpoolError | null> {
    if (spool === null) return {};
    // A slow disk may complete the write. Then the hook is delivered although it was answered 503.
    const deadline = createDeadline(schedule.spoolMs());
    try {
      const added = await Promise.race([spool.add(toEntry()), deadline.passed]);
      if (added === "late") return SLOW;
      return added === "added" ? null : { spool: added };
    } catch (error) {
      return { spool: describeError(error) };
    } finally {
      deadline.clear();
    }
  }

  /** Ends in time, although work that ignores its signal goes on. */
  async function runWork(work: Work, isOverloaded: boolean, storeMs: number): Promise<Outcome> {
    // Work that watches the signal ends first: then the frame may be stored, and only its preview late.
    const deadline = createDeadline(storeMs + GRACE_MS);
    try {
      const outcome = await Promise.race([work(AbortSignal.timeout(storeMs), isOverloaded), deadline.passed]);
      if (outcome === "late") throw new StoreError("storing", new Error("it took too long"));
      return outcome;
    } finally {
      deadline.clear();
    }
  }

  return async (toEntry, hook, work) => {
    const isOverloaded = admission.isOverloaded();
    const schedule = hook.schedule(isOverloaded);
    const early = schedule.isSpoolFirst ? await addToSpool(toEntry, schedule) : {};
    if (early === null) return { outcome: { accepted: "spooled" }, logFields: {} };
    if (early === SLOW) return { outcome: { rejected: "busy" }, logFields: SLOW };
    const result = await schedule.run(async (storeMs): Promise<Result> => {
      try {
        return { outcome: await runWork(work, isOverloaded, storeMs), logFields: early };
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        const late = await addToSpool(toEntry, schedule);
        if (late === null) {
          return {
            outcome: { accepted: "spooled" },
            logFields: { level: "warn", error: describeError(error) },
          };
        }
        const failed = toFailure(error);
        return { ...failed, logFields: { ...failed.logFields, ...late, ...early } };
      }
    });
    return result === "busy" ? { outcome: { rejected: "busy" }, logFields: early } : result;
  };
}

/** An unexpected error is answered like that of a store: the hook may not be stored, and may be sent again. */
export function toFailure(error: unknown): Result {
  return { outcome: { rejected: "store" }, logFields: { level: "error", error: describeError(error) } };
}
