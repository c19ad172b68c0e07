import { LRUCache } from "lru-cache";
import { createTokenBucket, type TokenBucket } from "#lib/limiter.ts";

/** The budget for reading the past is used up. */
export class BudgetError extends Error {
  override name = "BudgetError";

  /** Pages and route handlers have copies of this class, as of StoreError: an error of one is an error of the other. */
  static override [Symbol.hasInstance](value: unknown): value is BudgetError {
    return value instanceof Error && value.name === "BudgetError";
  }

  /** Seconds after which to ask again, at least 1. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(`the budget for reading the past is used up for ${retryAfter} s`);
    this.retryAfter = retryAfter;
  }
}

/**
 * Limits how many requests to the store reading the past makes. Resolves when the request may be made, in FIFO order.
 *
 * @param client null where clients cannot be told apart: then only the limit of the process holds
 * @throws BudgetError at once if that would take longer than two seconds
 */
export type Budget = (client: string | null) => Promise<void>;

export type BudgetParts = {
  /** Requests per second of this process. */
  readonly perSecond: number;
  /** ms, of a clock that only goes forward. */
  readonly now: () => number;
  readonly delay: (ms: number) => Promise<void>;
};

/** Enough for one moment of 10,000 feeds. */
const MAX_SAVED = 120;
const MAX_WAIT_MS = 2_000;
/** The share of one client, of the rate and of the saved tokens. */
const CLIENT_SHARE = 0.5;
const MAX_CLIENTS = 10_000;

/**
 * Makes the budget of a process: a token bucket that starts full, and one of half its size for each client. A call takes
 * its token before it waits, which keeps the order. At most two seconds' worth of calls wait.
 */
export function createBudget({ perSecond, now, delay }: BudgetParts): Budget {
  const all = createTokenBucket(perSecond, MAX_SAVED, now);
  const clients = new LRUCache<string, TokenBucket>({ maxSize: MAX_CLIENTS, sizeCalculation: () => 1 });

  function findTokens(client: string): TokenBucket {
    const tokens =
      clients.get(client) ?? createTokenBucket(perSecond * CLIENT_SHARE, MAX_SAVED * CLIENT_SHARE, now);
    clients.set(client, tokens);
    return tokens;
  }

  return async (client) => {
    const buckets = client === null ? [all] : [all, findTokens(client)];
    const wait = Math.max(...buckets.map((bucket) => bucket.wait()));
    if (wait > MAX_WAIT_MS) throw new BudgetError(Math.ceil(wait / 1_000));
    for (const bucket of buckets) bucket.take();
    if (wait > 0) await delay(wait);
  };
}
