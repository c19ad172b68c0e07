import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { methodNotAllowed, problem } from "#lib/http/problem.ts";
import type { Receive } from "#lib/receiver/receive.ts";
import { toIncoming } from "./incoming.ts";

export type ListenerParts = {
  readonly receive: Receive;
  readonly health: (query: URLSearchParams) => Promise<Response>;
  readonly scrape: (authorization: string | null) => Promise<Response>;
  /** Reports unexpected errors. */
  readonly onError: (error: unknown) => void;
};

/** Enough for the rest of a body of a few megabytes, which is discarded. */
const LINGER_MS = 2_000;

const NO_ADDRESS = { pathname: "", searchParams: new URLSearchParams() };

/** Answers at the addresses that the whole app has for a receiver, and at no others. */
export function createListener(parts: ListenerParts) {
  return (message: IncomingMessage, response: ServerResponse): void => {
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
  const { pathname, searchParams } = URL.parse(message.url ?? "/", "http://receiver.invalid") ?? NO_ADDRESS;
  const isRead = message.method === "GET" || message.method === "HEAD";
  switch (pathname.replace(/\/$/, "")) {
    case "/api/thumbnails":
      return message.method === "POST" ? parts.receive(toIncoming(message)) : methodNotAllowed("POST")();
    case "/api/health":
      return isRead ? parts.health(searchParams) : methodNotAllowed("GET, HEAD")();
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
    // The unread rest of a body must not be parsed as the next request.
    ...(isWhole ? {} : { connection: "close" }),
  });
  if (message.method !== "HEAD") response.write(body);
  if (!isWhole) await discardBody(message);
  response.end();
}

/**
 * Gives a sender time to read its answer: if a connection closes while more is being sent, the sender's system discards
 * the answer (RFC 9112, 9.6).
 */
async function discardBody(message: IncomingMessage): Promise<void> {
  message.resume();
  await finished(message, { signal: AbortSignal.timeout(LINGER_MS), cleanup: true }).catch(() => undefined);
}
