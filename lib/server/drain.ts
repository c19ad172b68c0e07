import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

/** The longest time of a hook that has just arrived: its body, its wait and the store. */
const MAX_DRAIN_MS = 20_000;
/** 128 and the signal's number, as in shells. */
export const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process in order on a signal. Next stops listening and waits for its connections to close, but a client that
 * polls over an open connection would be served for ever. From the signal on, each answer closes its connection. Silent
 * connections are cut after `maxMs`.
 */
export function drainOnSignal(maxMs = MAX_DRAIN_MS): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      subscribe("http.server.request.start", (message) => {
        // The message is documented in Node's guide, and not typed.
        const { response } = message as { response: ServerResponse };
        response.setHeader("Connection", "close");
      });
      setTimeout(() => process.exit(EXIT_CODES[signal]), maxMs).unref();
    });
  }
}
