/** The base of a relative address; no such host can exist (RFC 6761, 6.4). */
const BASE = "https://wall.invalid";
const PAGES: readonly string[] = ["/", "/feed", "/wall"];
const MAX_LENGTH = 2_000;

export type PageQuery = Readonly<Record<string, string | string[] | undefined>>;

/** Returns the path and query of a page of this wall; `/` for anything else, which may come from anybody. */
export function parseDestination(text: unknown): string {
  const isPath = typeof text === "string" && text.length <= MAX_LENGTH && /^\/(?![\\/])/.test(text);
  const url = isPath ? URL.parse(text, BASE) : null;
  return url?.origin === BASE && PAGES.includes(url.pathname) ? url.pathname + url.search : "/";
}

/** Returns the address of a requested page. */
export function toAddress(path: string, query: PageQuery): string {
  const pairs = Object.entries(query).flatMap(([name, value = []]) =>
    [value].flat().map((one) => [name, one]),
  );
  return `${path}?${new URLSearchParams(pairs).toString()}`;
}

/** Returns the address of the join page, which leads on to a destination. */
export function toJoinPage(text: unknown, reason: "refused" | null = null): string {
  const to = parseDestination(text);
  const query = [reason, to === "/" ? null : `to=${encodeURIComponent(to)}`].filter((part) => part !== null);
  return query.length === 0 ? "/join" : `/join?${query.join("&")}`;
}
