import type { IncomingMessage } from "node:http";
import { toJoinPage } from "#lib/access/destination.ts";
import { scopeKey } from "#lib/access/scope.ts";
import { authenticate, type Viewer } from "#lib/access/viewer.ts";
import type { App, Rendering } from "#lib/app.ts";
import { TLS_ONLY } from "#lib/http/security-headers.ts";
import { createLimiter, type Limiter } from "#lib/limiter.ts";
import { canonicalAddress } from "#lib/model/canonical.ts";
import { findFirstEnd } from "#lib/store/presign.ts";
import { BUSY } from "./busy.ts";
import { toEncodable } from "./encoding.ts";
import { render, type NextHandler, type Rendered } from "./rendering.ts";
import { createSharedPages, type Page } from "./shared-pages.ts";

/** A request for a page. */
export type Visit = {
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly message: Pick<IncomingMessage, "headers">;
  readonly client: Rendering["client"];
  /** Ends when the reader has gone. */
  readonly gone: AbortSignal;
};

export type Pages = {
  /** Returns null for a reader who has gone. */
  readonly open: (visit: Visit) => Promise<Page | null>;
};

/** Pages that readers share; what they do not share never takes their place. */
const SHARED_LIMIT = { atOnce: 4, waiting: 64 };
const OWN_LIMIT = { atOnce: 2, waiting: 32 };
const MAX_WAIT_MS = 5_000;
/** Longer than any rendering. */
const RENDERING_DEADLINE_MS = 20_000;
/** A page whose first picture ends sooner is not shared. */
const MIN_LIFE_MS = 60_000;

/** Of a reader's request, only these reach Next, with requests of its own router. */
const ROUTER_HEADERS = [
  "rsc",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-url",
];
/** The server sends these itself, or pages have none. */
const OWN_HEADERS = ["connection", "content-length", "date", "etag", "keep-alive", "transfer-encoding"];

/** Opens pages of Next. @param now ms since 1970 */
export function createPages(app: App, handle: NextHandler, now: () => number): Pages {
  const shared = createSharedPages(() => performance.now());
  const limits = {
    shared: createLimiter(SHARED_LIMIT.atOnce, SHARED_LIMIT.waiting),
    own: createLimiter(OWN_LIMIT.atOnce, OWN_LIMIT.waiting),
  };
  const { publicUrl } = app.settings;
  const { access } = app.settings;
  const host = { host: publicUrl?.host ?? "livewall.invalid" };

  async function renderPage(
    limit: Limiter,
    address: string,
    headers: Readonly<Record<string, string>>,
    rendering: Rendering,
    signal: AbortSignal,
  ): Promise<Page> {
    const release = await limit.acquire(MAX_WAIT_MS, signal);
    signal.throwIfAborted();
    if (release === null) return BUSY;
    try {
      const ended = AbortSignal.any([signal, AbortSignal.timeout(RENDERING_DEADLINE_MS)]);
      const request = { address, headers: { ...host, accept: "text/html", ...headers } };
      const rendered = await app.rendering.run(rendering, () => render(handle, request, ended));
      return toPage(rendered, rendering);
    } finally {
      release();
    }
  }

  function toPage({ status, headers, body }: Rendered, { isShared, viewer }: Rendering): Page {
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)));
    const isWhole =
      status === 200 && /^text\/html\b/.test(String(sent["content-type"])) && !("set-cookie" in sent);
    const canShare = isShared && isWhole && findFirstEnd(body.toString("latin1")) - now() > MIN_LIFE_MS;
    return {
      status,
      headers: {
        ...sent,
        vary: `${String(sent.vary ?? "rsc")}, Accept-Encoding`,
        "cache-control":
          canShare && viewer?.until === null ? "public, max-age=0, s-maxage=1" : "private, no-store",
        ...(publicUrl?.protocol === "https:" ? TLS_ONLY : {}),
      },
      body: toEncodable(body),
      isShared: canShare,
    };
  }

  /** The viewer's own page: Next's router wants a part of it, or it is no page that readers share. */
  async function openOwn(address: string, visit: Visit, viewer: Viewer | null): Promise<Page | null> {
    const headers = Object.fromEntries(
      ROUTER_HEADERS.map((name) => [name, visit.message.headers[name]]).filter(
        ([, value]) => typeof value === "string",
      ),
    ) as Record<string, string>;
    const rendering = { viewer, client: visit.client, isShared: false };
    return orNull(renderPage(limits.own, address, headers, rendering, visit.gone), visit.gone);
  }

  return {
    async open(visit) {
      const { path, parameters, message, client, gone } = visit;
      const search = canonicalAddress(path, parameters);
      const viewer = await authenticate(access, message.headers.cookie ?? null, now());
      if (search === null) return openOwn(withQuery(path, parameters.toString()), visit, viewer);
      const canonical = path + search;
      if (viewer === null) return toRedirect(toJoinPage(canonical));
      if (message.headers.rsc !== undefined) {
        const ticket = parameters.get("_rsc");
        const extra = ticket === null ? "" : `${search === "" ? "?" : "&"}_rsc=${encodeURIComponent(ticket)}`;
        return openOwn(canonical + extra, visit, viewer);
      }
      const key = JSON.stringify([canonical, scopeKey(viewer.scope)]);
      const begin = (signal: AbortSignal) =>
        renderPage(limits.shared, canonical, {}, { viewer, client, isShared: true }, signal);
      return orNull(shared.open(key, begin, gone), gone);
    },
  };
}

const withQuery = (path: string, query: string) => (query === "" ? path : `${path}?${query}`);

/** A reader who has gone gets nothing, whatever became of the page. */
async function orNull(page: Promise<Page | null>, gone: AbortSignal): Promise<Page | null> {
  try {
    return await page;
  } catch (error) {
    if (gone.aborted) return null;
    throw error;
  }
}

function toRedirect(location: string): Page {
  const headers = { location, "cache-control": "no-store", vary: "rsc" };
  return { status: 307, headers, body: toEncodable(Buffer.alloc(0)), isShared: false };
}
