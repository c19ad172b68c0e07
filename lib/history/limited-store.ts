import { describeError, type Log } from "#lib/http/log.ts";
import { createLimiter } from "#lib/limiter.ts";
import type { Frame } from "#lib/model/frame.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { LogRange, Store } from "#lib/store/store.ts";
import { BudgetError, type Budget } from "./budget.ts";
import type { Signs } from "./sign.ts";

type Reads = Pick<
  Store,
  "listLog" | "listPreviews" | "listHours" | "listFaults" | "listAllFaults" | "originalSize"
>;

/** What the past needs of a store. Only this file sends its requests. */
export type PastStore = Reads & Pick<Store, "findRetention"> & Signs;

/** Limits the requests of all readers of the past together. */
export type Limited = {
  /** Opens the store for a client; null where clients cannot be told apart. */
  readonly open: (client: string | null) => LimitedStore;
  /** Costs no budget: it is read once an hour. */
  readonly findRetention: () => ReturnType<Store["findRetention"]>;
};

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
export function limitStore(store: Omit<PastStore, keyof Signs>, budget: Budget, log: Log): Limited {
  const limiter = createLimiter(CONCURRENCY);

  async function run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const result = await limiter.run(
      async () => ({ value: await work(AbortSignal.timeout(DEADLINE_MS)) }),
      MAX_WAIT_MS,
    );
    if (result === "busy") throw new BudgetError(1);
    return result.value;
  }

  async function request<T>(client: string | null, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    await budget(client);
    try {
      return await run(work);
    } catch (error) {
      if (!(error instanceof BudgetError))
        log("past-not-read", { level: "error", error: describeError(error) });
      throw error;
    }
  }

  const open = (client: string | null): LimitedStore => ({
    listLog: (range: LogRange) => request(client, (signal) => store.listLog(range, signal)),
    listPreviews: (stream: Stream, from: number, count: number) =>
      request(client, (signal) => store.listPreviews(stream, from, count, signal)),
    listHours: (stream: Stream, from: number) =>
      request(client, (signal) => store.listHours(stream, from, signal)),
    listFaults: (stream: Stream, from: number) =>
      request(client, (signal) => store.listFaults(stream, from, signal)),
    listAllFaults: (after: string | null) => request(client, (signal) => store.listAllFaults(after, signal)),
    originalSize: (frame: Frame) => request(client, (signal) => store.originalSize(frame, signal)),
  });

  return { open, findRetention: () => run((signal) => store.findRetention(signal)) };
}
