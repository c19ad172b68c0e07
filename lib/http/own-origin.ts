/**
 * Where a viewer's browser found us, by the headers of the request; behind a proxy, by what it forwards. Null where they
 * say nothing that is one. Not to be trusted with more than addresses in the answer to this very request.
 */
export function ownOrigin(headers: Headers): URL | null {
  const first = (name: string) => headers.get(name)?.split(",")[0]?.trim();
  const host = first("x-forwarded-host") ?? first("host");
  const protocol = first("x-forwarded-proto") ?? "http";
  if (host === undefined || !/^[a-z0-9.-]+(:\d{1,5})?$/i.test(host) || !/^https?$/.test(protocol))
    return null;
  return URL.parse(`${protocol}://${host}`);
}
