/** Has a proxy that asks people to sign in answer 401 once their session is over, and not lead to another site. */
export const AS_DATA = { Accept: "application/json" };

/**
 * Leaves the page when an answer says that its viewer may see nothing: the link has ended, or the wall has become private.
 * Asked for the page anew, the server leads to its door, and a proxy to its sign-in; both lead back to it.
 */
export function leadToDoor({ status }: Response): void {
  if (status === 401) location.reload();
}
