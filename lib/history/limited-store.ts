import { describeError, type Log } from "#lib/http/log.ts";
import { createLimiter } from "#lib/limiter.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { LogRange, Store } from "#lib/store/store.ts";
import { BudgetError, type Budget } from "./budget.ts";

type Reads = Pick<
  Store,
  "listLog" | "listPreviews" | "listHours" | "listFaults" | "listAllFaults" | "hasOriginal"
>;

/** Opens the store for a client; null where clients cannot be told apart. */
type OpenStore = (client: string | null) => LimitedStore;

/** The store as one client reads the past. Its methods throw BudgetError, and StoreError. */
export type LimitedStore = {
  readonly [Name in keyof Reads]: Reads[Name] extends (...args: [...infer Args, AbortSignal]) => infer Result
    ? (...args: Args) => Result
    : never;
};

const DEADLINE_MS = 4_000;
/** Parsing a page takes ten milliseconds, and hooks need their share of the processor. */
const CONCURRENCY = 8;
const MAX_WAIT_MS = 2_000;

/** Passes each request through the budget, then a limiter, then a deadline. */
export function limitStore(store: Reads, budget: Budget, log: Log): OpenStore {
  const limiter = createLimiter(CONCURRENCY);

  async function request<T>(client: string | null, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
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
  }

  return (client) => ({
    listLog: (range: LogRange) => request(client, (signal) => store.listLog(range, signal)),
    listPreviews: (stream: Stream, from: number, count: number) =>
      request(client, (signal) => store.listPreviews(stream, from, count, signal)),
    listHours: (stream: Stream, from: number) =>
      request(client, (signal) => store.listHours(stream, from, signal)),
    listFaults: (stream: Stream, from: number) =>
      request(client, (signal) => store.listFaults(stream, from, signal)),
    listAllFaults: (after: string | null) => request(client, (signal) => store.listAllFaults(after, signal)),
    hasOriginal: (frame: Frame) => request(client, (signal) => store.hasOriginal(frame, signal)),
  });
}
