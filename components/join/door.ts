/** Has a proxy that asks people to sign in answer 401 once their session is over, and not lead to another site. */
export const AS_DATA = { Accept: "application/json" };

/** How long after it began to load a page is new. */
const NEW_MS = 4_000;

/**
 * Leaves the page when an answer says that its viewer may see nothing: the link has ended, or the wall has become private.
 * Asked for the page anew, the server leads to its door, and a proxy to its sign-in; both lead back to it. A new page
 * stays: where a proxy gives it all the same, nothing is to be asked for without end.
 */
export function leadToDoor({ status }: Response): void {
  if (status === 401 && performance.now() > NEW_MS) location.reload();
}
