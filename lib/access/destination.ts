import { canonicalAddress } from "#lib/model/canonical.ts";
import { MAX_ADDRESS_LENGTH } from "#lib/model/parameters.ts";

/** The base of a relative address; no such host can exist (RFC 6761, 6.4). */
const BASE = "https://wall.invalid";

export type PageQuery = Readonly<Record<string, string | string[] | undefined>>;

/** Returns the canonical address of a page of this wall; `/` for anything else, which may come from anybody. */
export function parseDestination(text: unknown): string {
  const isPath = typeof text === "string" && text.length <= MAX_ADDRESS_LENGTH && /^\/(?![\\/])/.test(text);
  const url = isPath ? URL.parse(text, BASE) : null;
  if (url?.origin !== BASE) return "/";
  const search = canonicalAddress(url.pathname, url.searchParams);
  // An embed is a part of other pages.
  return search === null || url.pathname === "/embed" ? "/" : url.pathname + search;
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
