import { answerUnreachable } from "#lib/gallery/answer.ts";
import { PRIVATE, sumSeconds, toCacheControl } from "#lib/gallery/caching.ts";
import { problem } from "#lib/http/problem.ts";
import { PAST_CACHE_SECONDS } from "#lib/model/past.ts";
import { StoreError } from "#lib/store/store.ts";
import { BudgetError } from "./budget.ts";
import type { Rejected } from "./query.ts";

/** The body of an answer, and what caches may do with it on a public wall. */
export type Answer = { readonly body: unknown; readonly cacheControl: string };

/** Answers a request for the past in JSON: 400 for no query, 429 beyond the budget, 503 while the store is away. */
export async function answer<Q extends object>(
  query: Q | Rejected,
  isPublic: boolean,
  find: (query: Q) => Promise<Answer>,
): Promise<Response> {
  if ("fault" in query) return problem({ status: 400, title: "Not a query", detail: query.fault });
  try {
    const { body, cacheControl } = await find(query);
    return Response.json(body, { headers: { "Cache-Control": isPublic ? cacheControl : PRIVATE } });
  } catch (error) {
    if (error instanceof BudgetError) {
      const headers = { "Retry-After": String(error.retryAfter) };
      return problem({ status: 429, title: "Too much of the past was asked for", headers });
    }
    if (error instanceof StoreError) return answerUnreachable();
    throw error;
  }
}

/** Frames may still come for moments as recent as these: caches keep them for seconds. */
export const RECENT_MS = 2 * 60_000;
const RECENT_SECONDS = 5;

/**
 * @param isRecent whether frames may still come for it
 * @param lifeMs how long the first of its URLs still works; Infinity where it has none
 */
export function pastCacheControl(isRecent: boolean, lifeMs: number): string {
  if (lifeMs <= 1_000 * sumSeconds(PAST_CACHE_SECONDS)) return "no-store";
  const recent = { fresh: RECENT_SECONDS, whileRevalidating: RECENT_SECONDS };
  const seconds = { ...PAST_CACHE_SECONDS, ...(isRecent ? recent : {}) };
  return toCacheControl(seconds.fresh, seconds);
}
