import { startDeadline } from "./deadline.ts";
import { ACCEPT_JSON, reloadOnUnauthorized } from "./unauthorized.ts";

const DEADLINE_MS = 10_000;
const DEFAULT_RETRY_MS = 1_000;

/** The server reads no more of the past for now. */
export class RateLimited extends Error {
  readonly afterMs: number;

  /** @param retryAfter the header, in seconds */
  constructor(retryAfter?: string | null) {
    super("rate limited");
    this.afterMs = Number(retryAfter) * 1_000 || DEFAULT_RETRY_MS;
  }
}

/** @throws RateLimited when the budget for the past is used up */
export async function fetchJson(address: string, signal?: AbortSignal): Promise<unknown> {
  const deadline = startDeadline(DEADLINE_MS);
  signal?.addEventListener("abort", () => deadline.abort());
  const response = await fetch(address, {
    headers: ACCEPT_JSON,
    signal: deadline.signal,
  });
  reloadOnUnauthorized(response);
  if (response.status === 429) throw new RateLimited(response.headers.get("Retry-After"));
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}
