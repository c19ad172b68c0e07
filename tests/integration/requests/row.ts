// A row of the table: a request, and its answers. Rows that differ say why.
import type { Thumbnail } from "../../support/hook.ts";
import type { Sent } from "./exchange.ts";

/** The headers of an answer that clients and caches act on. A row has all that its answer has. */
export const HEADERS = [
  ...["allow", "cache-control", "connection", "content-encoding", "content-range", "content-type"],
  ...["location", "retry-after", "vary", "www-authenticate"],
] as const;
type Headers = Readonly<Partial<Record<(typeof HEADERS)[number], string>>>;

export type Expected = {
  readonly status: number;
  /** False for an answer of Node.js itself, which the program cannot change. Others have their length. */
  readonly hasLength: boolean;
} & Headers;

/** No answer: the connection is closed. */
export type Closed = "closed";

export type Row = {
  /** For its name: what the request is, apart from its line. */
  readonly what?: string;
  readonly sent: Sent;
  /** A hook, signed, with these changes. */
  readonly hook?: Partial<Thumbnail> & { readonly twice?: string };
  readonly program: Expected | Closed;
  /** Of the same build under Next's own server; undefined if it does not answer. */
  readonly next: Expected | Closed | undefined;
  /** Through a Function URL and a REST API. */
  readonly lambda?: readonly [functionUrl: number, restApi: number];
  readonly why?: string;
};

export const answer = (status: number, headers: Headers = {}): Expected => ({
  status,
  hasLength: true,
  connection: "keep-alive",
  ...headers,
});
const SHORT = { "cache-control": "no-store, no-transform" };
export const problem = (status: number, headers: Headers = {}) =>
  answer(status, { "content-type": "application/problem+json", ...SHORT, ...headers });
export const data = (caching: string, type = "application/json") =>
  answer(200, { "content-type": type, "cache-control": caching, vary: "Accept-Encoding" });

/** Next names the headers of its router in each answer of a route or a page. */
export const ROUTER = "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";
export const HTML = "text/html; charset=utf-8";
const OWN = { "cache-control": "private, no-store", vary: `${ROUTER}, Accept-Encoding` };
/** A page that readers share, compressed once. */
export const page = (headers: Headers = {}) =>
  answer(200, { "content-type": HTML, ...OWN, "cache-control": "public, max-age=0, s-maxage=1", ...headers });
/** A page that is made for one reader. */
export const ownPage = (status: number, headers: Headers = {}) =>
  answer(status, { "content-type": HTML, ...OWN, ...headers });
/** To a request of Next's router without the hash of its headers. */
export const routerRedirect = (location: string) =>
  answer(307, { "cache-control": "private, no-store", vary: `${ROUTER}, Accept-Encoding`, location });
/** Sent by Node.js before the program is asked. */
export const byNode = (status: number): Expected => ({ status, hasLength: false, connection: "close" });

export const NEXT_NO_STORE = "private, no-cache, no-store, max-age=0, must-revalidate";
/** For Next's own answers, which have other headers than those of routes and pages. */
export const nextOwn = (status: number, headers: Headers = {}) => answer(status, headers);
/** To requests of Next's router, by next.config.js. */
export const toRouter = (status: number, headers: Headers = {}) =>
  answer(status, { "cache-control": "private, no-store", vary: ROUTER, ...headers });
export const nextPage = (status: number, type = HTML) =>
  answer(status, { "content-type": type, "cache-control": NEXT_NO_STORE, vary: ROUTER });
/** Of a route, it has the headers of routes. */
export const nextError = (headers: Headers = { "cache-control": NEXT_NO_STORE }) =>
  answer(500, { "content-type": "text/plain", ...headers });
export const nextRouter = (status: number, headers: Headers = {}) =>
  answer(status, { vary: ROUTER, ...headers });

/**
 * The same answer as Next sends it. It varies by the headers of Next's router, and is not compressed: the platform does
 * that. Pages are not shared: proxy.ts runs before a platform's cache, and its nonce would not match a cached page.
 */
export function asNext(expected: Expected | Closed): Expected | Closed {
  if (expected === "closed" || !expected.hasLength) return expected;
  const isPage = /^text\/(?:html|x-component)/.test(expected["content-type"] ?? "");
  const headers = Object.entries(expected).filter(([name]) => name !== "content-encoding");
  const own = { vary: ROUTER, ...(isPage ? { "cache-control": NEXT_NO_STORE } : {}) };
  return { ...(Object.fromEntries(headers) as typeof expected), ...own };
}

type More = Omit<Row, "sent" | "program" | "next"> & Partial<Sent> & { readonly next?: Row["next"] | null };

/** @param more `next` is the answer under Next's own server, if it differs, and null if there is none */
export function row(line: string, program: Expected | Closed, more: More = {}): Row {
  const { headers, body, version, next = asNext(program), ...others } = more;
  const sent = { line, ...(headers && { headers }), ...(body && { body }), ...(version && { version }) };
  return { sent, program, ...others, next: next ?? undefined };
}
