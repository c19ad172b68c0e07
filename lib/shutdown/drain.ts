import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

/**
 * Lets the process end when it is asked to. Next stops listening and waits for its connections to close, but who polls
 * over an open one, a viewer or a proxy, would be served on it for ever. From the signal on, each answer ends its
 * connection.
 */
export function drainOnSignal(): void {
  const drain = () => subscribe("http.server.request.start", endConnection);
  process.once("SIGTERM", drain);
  process.once("SIGINT", drain);
}

function endConnection(message: unknown): void {
  // The message is documented in Node's guide, and not typed.
  const { response } = message as { response: ServerResponse };
  response.setHeader("Connection", "close");
}
