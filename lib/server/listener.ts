import type { IncomingMessage, ServerResponse } from "node:http";
import type { Route, Routes } from "#lib/api.ts";
import { methodNotAllowed, problem } from "#lib/http/problem.ts";
import { DATA_POLICY, TLS_ONLY } from "#lib/http/security-headers.ts";
import { inRequestSpan } from "#lib/observability/request-span.ts";
import { isPage, PAGES } from "#lib/model/canonical.ts";
import type { Files } from "./files.ts";
import { toIncoming } from "./incoming.ts";
import type { Encodable } from "./pages/encoding.ts";
import type { Pages } from "./pages/pages.ts";
import { send, type Answer } from "./send.ts";
import { parseTarget, type Target } from "./target.ts";

export type Site = {
  readonly routes: Routes;
  /** Null for a process that only receives. */
  readonly wall: { readonly files: Files; readonly pages: Pages } | null;
  readonly toBody: (answer: Response) => Promise<Encodable>;
  /** Counts an answer at an address as `toRoute` names it. */
  readonly onAnswer: (address: string, status: number) => void;
  /** Reports unexpected errors. */
  readonly onError: (error: unknown) => void;
};

const NOT_FOUND = { status: 404, title: "Not found" } as const;

/** Answers at every address of the app. */
export function createListener(site: Site) {
  return (message: IncomingMessage, response: ServerResponse): void => {
    respond(site, message, response).catch((error: unknown) => {
      site.onError(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { connection: "close", "content-length": "0" }).end();
    });
  };
}

async function respond(site: Site, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrivedAt = performance.now();
  const target = parseTarget(message.url);
  const route = toRoute(site, target);
  const answer = await inRequestSpan(message, route, () => find(site, message, response, target));
  if (answer === null) {
    response.destroy();
    return;
  }
  site.onAnswer(route, answer.status);
  await send(answer, message, response, arrivedAt);
}

/** Returns null for a reader that has left. */
async function find(
  { routes, wall, toBody }: Site,
  message: IncomingMessage,
  response: ServerResponse,
  target: Target | null,
): Promise<Answer | null> {
  const tls = message.headers["x-forwarded-proto"] === "https" ? TLS_ONLY : {};
  const toAnswer = async (given: Response): Promise<Answer> => ({
    status: given.status,
    headers: { ...tls, ...DATA_POLICY, ...toObject(given.headers) },
    body: await toBody(given),
  });
  const isRead = message.method === "GET" || message.method === "HEAD";
  const route = target === null ? undefined : findRoute(routes, target.path);
  if (target !== null && route !== undefined) {
    const isAllowed = route.method === "GET" ? isRead : message.method === route.method;
    if (!isAllowed) return toAnswer(methodNotAllowed(route.method === "GET" ? "GET, HEAD" : route.method)());
    return toAnswer(await route.answer(toIncoming(message)));
  }
  const file = target && isRead ? wall?.files(target.path, message.headers["if-none-match"]) : null;
  if (file) return { ...file, headers: { ...tls, ...file.headers } };
  if (target === null || wall === null || /^\/(?:api|_next)(?:\/|$)/.test(target.path))
    return toAnswer(problem(NOT_FOUND));
  if (!isRead) return { ...(await toAnswer(methodNotAllowed("GET, HEAD")())), isEarly: true };
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { remoteAddress, headers } = toIncoming(message);
  const page = await wall.pages.open({
    ...target,
    message,
    client: { remoteAddress, headers },
    gone: gone.signal,
  });
  return page && { ...page, headers: { ...tls, ...page.headers } };
}

/** The name of an address that has none: a file of the build, or nothing. */
const OTHER = "other";

/** The names of all addresses in traces and metrics. */
export function listRoutes({ routes, wall }: Pick<Site, "routes" | "wall">): string[] {
  return [...Object.keys(routes), ...(wall === null ? [] : PAGES), OTHER];
}

function toRoute({ routes }: Site, target: Target | null): string {
  if (target === null) return OTHER;
  return findRoute(routes, target.path) !== undefined || isPage(target.path) ? target.path : OTHER;
}

function findRoute(routes: Routes, path: string): Route | undefined {
  return Object.hasOwn(routes, path) ? routes[path] : undefined;
}

function toObject(headers: Headers): Record<string, string | string[]> {
  const cookies = headers.getSetCookie();
  return { ...Object.fromEntries(headers), ...(cookies.length === 0 ? {} : { "set-cookie": cookies }) };
}
