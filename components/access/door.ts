/**
 * Leaves the page when an answer says that its viewer may see nothing: the link has ended, or the wall has become private.
 * What was open is the last that is seen.
 */
export function leadToDoor({ status }: Response): void {
  if (status === 401) location.assign(new URL("/join", location.href));
}
