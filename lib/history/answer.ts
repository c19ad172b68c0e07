import { PRIVATE } from "#lib/gallery/caching.ts";
import { problem } from "#lib/http/problem.ts";
import { StoreError } from "#lib/store/store.ts";
import { BudgetError } from "./budget.ts";
import type { Refused } from "./query.ts";

/** An answer, and what caches may do with it on a public wall. */
export type Answer = { readonly body: unknown; readonly cacheControl: string };

/** Answers a request for the past in JSON: 400 for no query, 429 beyond the budget, 503 while the store is away. */
export async function answer<Q extends object>(
  query: Q | Refused,
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
    if (!(error instanceof StoreError)) throw error;
    return problem({ status: 503, title: "The store cannot be reached", headers: { "Retry-After": "5" } });
  }
}
