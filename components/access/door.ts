/** Has a proxy that asks people to sign in answer 401 once their session is over, and not lead to another site. */
export const AS_DATA = { Accept: "application/json" };

/**
 * Leaves the page when an answer says that its viewer may see nothing: the link has ended, or the wall has become private.
 * What was open is the last that is seen.
 */
export function leadToDoor({ status }: Response): void {
  if (status === 401) location.assign(new URL("/join", location.href));
}
