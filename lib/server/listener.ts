import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { type Depth, depthOf } from "#lib/observability/health/health.ts";
import { methodNotAllowed, problem } from "#lib/http/problem.ts";
import type { Receive } from "#lib/receiver/receive.ts";
import { incomingOf } from "./incoming.ts";

export type ListenerParts = {
  readonly receive: Receive;
  readonly health: (depth: Depth | null) => Promise<Response>;
  readonly scrape: (authorization: string | null) => Promise<Response>;
  /** Of what nobody foresaw. */
  readonly onError: (error: unknown) => void;
};

/** As long as a few megabytes take; nothing of them is kept. */
const LINGER_MS = 2_000;

const NOWHERE = { pathname: "", searchParams: new URLSearchParams() };

type Listener = (message: IncomingMessage, response: ServerResponse) => void;

/** Answers at the addresses that the whole app has for a receiver, and at no others. */
export function createListener(parts: ListenerParts): Listener {
  return (message, response) => {
    answer(message, parts)
      .then((given) => send(given, message, response))
      .catch((error: unknown) => {
        parts.onError(error);
        response.destroy();
      });
  };
}

async function answer(message: IncomingMessage, parts: ListenerParts): Promise<Response> {
  // Not every target of a request is an address: `//` is none.
  const { pathname, searchParams } = URL.parse(message.url ?? "/", "http://receiver.invalid") ?? NOWHERE;
  const isRead = message.method === "GET" || message.method === "HEAD";
  switch (pathname.replace(/\/$/, "")) {
    case "/api/thumbnails":
      return message.method === "POST" ? parts.receive(incomingOf(message)) : methodNotAllowed("POST")();
    case "/api/health":
      return isRead ? parts.health(depthOf(searchParams)) : methodNotAllowed("GET, HEAD")();
    case "/api/metrics":
      return isRead ? parts.scrape(message.headers.authorization ?? null) : methodNotAllowed("GET, HEAD")();
    default:
      return problem({ status: 404, title: "Not found" });
  }
}

async function send(given: Response, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await given.arrayBuffer());
  const isWhole = message.complete;
  response.writeHead(given.status, {
    ...Object.fromEntries(given.headers),
    "content-length": String(body.byteLength),
    // Of a body that nobody reads to its end, the rest must not be taken for the next request.
    ...(isWhole ? {} : { connection: "close" }),
  });
  if (message.method !== "HEAD") response.write(body);
  if (!isWhole) await letFinish(message);
  response.end();
}

/**
 * Gives a sender time to read its answer: where a connection ends while more is being sent, its system throws away what
 * came back (RFC 9112, 9.6).
 */
async function letFinish(message: IncomingMessage): Promise<void> {
  message.resume();
  await finished(message, { signal: AbortSignal.timeout(LINGER_MS), cleanup: true }).catch(() => undefined);
}
