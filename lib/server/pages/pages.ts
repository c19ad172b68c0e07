import type { IncomingMessage } from "node:http";
import { toJoinPage } from "#lib/access/destination.ts";
import { scopeKey } from "#lib/access/scope.ts";
import { authenticate, type Viewer } from "#lib/access/viewer.ts";
import type { App, Rendering } from "#lib/app.ts";
import { canonicalAddress } from "#lib/model/canonical.ts";
import { findFirstEnd } from "#lib/store/presign.ts";
import { BUSY } from "./busy.ts";
import { toEncodable } from "./encoding.ts";
import { createRenderer, type Kind } from "./renderer.ts";
import type { NextHandler, Rendered } from "./rendering.ts";
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
  /** Returns null for a reader that has left. */
  readonly open: (visit: Visit) => Promise<Page | null>;
};

/** The page that reads the past. */
const PAST_PAGE = "/feed";
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

/** Opens pages of Next. @param now the time of this process, ms since 1970 */
export function createPages(
  app: Pick<App, "settings" | "rendering" | "now">,
  handle: NextHandler,
  now: () => number,
): Pages {
  const shared = createSharedPages(() => performance.now());
  const renderLimited = createRenderer(handle);
  const { access, publicUrl } = app.settings;
  const host = { host: publicUrl?.host ?? "livewall.invalid" };

  async function renderPage(
    kind: Kind,
    address: string,
    headers: Readonly<Record<string, string>>,
    rendering: Rendering,
    signal: AbortSignal,
  ): Promise<Page> {
    const request = { address, headers: { ...host, accept: "text/html", ...headers } };
    const rendered = await app.rendering.run(rendering, () => renderLimited(kind, request, signal));
    return rendered === null ? BUSY : toPage(rendered, rendering);
  }

  function toPage({ status, headers, body }: Rendered, { isShared }: Rendering): Page {
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)));
    const isWhole =
      status === 200 && /^text\/html\b/.test(String(sent["content-type"])) && !("set-cookie" in sent);
    const canShare = isShared && isWhole && findFirstEnd(body.toString("latin1")) - app.now() > MIN_LIFE_MS;
    return {
      status,
      headers: {
        ...sent,
        vary: `${String(sent.vary ?? "rsc")}, Accept-Encoding`,
        "cache-control":
          canShare && access.mode === "public" ? "public, max-age=0, s-maxage=1" : "private, no-store",
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
    const kind = visit.path === PAST_PAGE ? "past" : "own";
    return orNull(renderPage(kind, address, headers, rendering, visit.gone), visit.gone);
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
      const kind = path === PAST_PAGE ? "past" : "live";
      const begin = (signal: AbortSignal) =>
        renderPage(kind, canonical, {}, { viewer, client, isShared: true }, signal);
      return orNull(shared.open(key, begin, gone), gone);
    },
  };
}

const withQuery = (path: string, query: string) => (query === "" ? path : `${path}?${query}`);

/** A reader that has left gets nothing, whatever became of the page. */
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
