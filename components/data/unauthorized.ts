// Apart from fetch-json.ts, whose code a live wall does not load.

/** Makes a proxy that authenticates viewers answer 401 after their session, and not redirect to another site. */
export const ACCEPT_JSON = { Accept: "application/json" };

/** A page counts as new for this long after its load began. */
const NEW_PAGE_MS = 4_000;

/**
 * Reloads the page when its viewer has lost access: the link has ended, or the wall has become private. The server then
 * redirects to the join page, and a proxy to its sign-in. A new page stays, so that a proxy that serves it without access
 * causes no endless reloads.
 */
export function reloadOnUnauthorized({ status }: Response): void {
  if (status === 401 && performance.now() > NEW_PAGE_MS) location.reload();
}
