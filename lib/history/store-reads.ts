import { describeError, type Log } from "#lib/http/log.ts";
import { createLimiter } from "#lib/limiter.ts";
import { BudgetError, type Budget } from "./budget.ts";

/** Makes one request at the store for a client. @throws BudgetError, or the StoreError of the work */
export type Read = <T>(client: string | null, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

const DEADLINE_MS = 4_000;
/** Parsing a page takes ten milliseconds, and hooks need their share of the processor. */
const CONCURRENCY = 8;
const MAX_WAIT_MS = 2_000;

/** Makes what all requests of the past go through: the budget, then a limiter, then a deadline. */
export function createRead(budget: Budget, log: Log): Read {
  const limiter = createLimiter(CONCURRENCY);
  return async (client, work) => {
    await budget(client);
    const result = await limiter.run(async () => {
      try {
        return { value: await work(AbortSignal.timeout(DEADLINE_MS)) };
      } catch (error) {
        log("past-not-read", { level: "error", error: describeError(error) });
        throw error;
      }
    }, MAX_WAIT_MS);
    if (result === "busy") throw new BudgetError(1);
    return result.value;
  };
}
