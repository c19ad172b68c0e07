/** Makes a proxy that authenticates viewers answer 401 after their session, and not redirect to another site. */
export const ACCEPT_JSON = { Accept: "application/json" };

const DEADLINE_MS = 10_000;
const DEFAULT_RETRY_MS = 1_000;

/** A page counts as new for this long after its load began. */
const NEW_PAGE_MS = 4_000;

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
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const response = await fetch(address, {
    headers: ACCEPT_JSON,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  });
  reloadOnUnauthorized(response);
  if (response.status === 429) throw new RateLimited(response.headers.get("Retry-After"));
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}

/**
 * Reloads the page when its viewer has lost access: the link has ended, or the wall has become private. The server then
 * redirects to the join page, and a proxy to its sign-in. A new page stays, so that a proxy that serves it without access
 * causes no endless reloads.
 */
export function reloadOnUnauthorized({ status }: Response): void {
  if (status === 401 && performance.now() > NEW_PAGE_MS) location.reload();
}
