/**
 * Whether a form was sent by a page of ours, so that no other site signs a viewer in or out (fetch metadata, and Origin
 * where a browser sends none). What is no browser sends neither, and has no viewer to trick.
 */
export function isFromOurPages(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return origin === null || URL.parse(origin)?.host === host;
}
