/** What a path of ours is read against; nothing can be found there (RFC 6761, 6.4). */
const NOWHERE = "https://wall.invalid";
const PAGES: readonly string[] = ["/", "/feed", "/wall"];
const MOST_CHARACTERS = 2_000;

export type PageQuery = Readonly<Record<string, string | string[] | undefined>>;

/** A page of this wall, as path and query, from what somebody sent; the wall itself where it is anything else. */
export function destinationOf(text: string): string {
  const isPath = /^\/(?![\\/])/.test(text) && text.length <= MOST_CHARACTERS;
  const url = isPath ? URL.parse(text, NOWHERE) : null;
  return url?.origin === NOWHERE && PAGES.includes(url.pathname) ? url.pathname + url.search : "/";
}

/** The address of a page that was asked for. */
export function addressOf(path: string, query: PageQuery): string {
  const pairs = Object.entries(query).flatMap(([name, value = []]) =>
    [value].flat().map((one) => [name, one]),
  );
  return `${path}?${new URLSearchParams(pairs).toString()}`;
}

/** Where a link is asked for, and what leads on to where one was going. */
export function doorTo(text: string, says: "refused" | null = null): string {
  const to = destinationOf(text);
  const query = [says, to === "/" ? null : `to=${encodeURIComponent(to)}`].filter((part) => part !== null);
  return query.length === 0 ? "/join" : `/join?${query.join("&")}`;
}
