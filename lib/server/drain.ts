import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

/** A hook that has just come may take so long: for its body, its turn and the store. */
const PATIENCE_MS = 20_000;
/** 128 and the signal's number, as shells have it. */
export const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Lets the process end when it is asked to. Next stops listening and waits for its connections to close, but who polls
 * over an open one, a viewer or a proxy, would be served on it for ever. From the signal on, each answer ends its
 * connection. Who opened one and never asks for anything is not waited for.
 */
export function drainOnSignal(patienceMs = PATIENCE_MS): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      subscribe("http.server.request.start", endConnection);
      setTimeout(() => process.exit(EXIT_CODES[signal]), patienceMs).unref();
    });
  }
}

function endConnection(message: unknown): void {
  // The message is documented in Node's guide, and not typed.
  const { response } = message as { response: ServerResponse };
  response.setHeader("Connection", "close");
}
