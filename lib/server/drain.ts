import type { Server, ServerResponse } from "node:http";

const LIMITS = {
  /** The longest time of a hook that has just arrived: its body, its wait and the store. */
  maxMs: 20_000,
  /** For connections that have been silent, or are slow to close, after the last answer. */
  closeMs: 3_000,
};
/** 128 and the signal's number, as in shells. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process in order on a signal. The server stops listening, idle connections end at once, and what is under way
 * is answered with `Connection: close`. The process ends with the last of them, at most 3 s after the last answer, and
 * 20 s after the signal.
 *
 * @param stop ends other work; the process waits for it, too
 */
export function drainOnSignal(
  server: Server,
  stop: () => Promise<unknown>,
  { maxMs, closeMs } = LIMITS,
): void {
  const underWay = new Set<ServerResponse>();
  let drain: (() => void) | undefined;
  server.prependListener("request", (_, response: ServerResponse) => {
    underWay.add(response);
    if (drain !== undefined) response.shouldKeepAlive = false;
    response.once("close", () => {
      underWay.delete(response);
      drain?.();
    });
  });
  for (const [signal, code] of Object.entries(EXIT_CODES)) {
    process.once(signal, () => {
      const exit = () => process.exit(code);
      const closed = Promise.withResolvers<null>();
      const stopped = stop();
      void Promise.all([closed.promise, stopped]).then(exit);
      setTimeout(exit, maxMs).unref();
      for (const response of underWay) response.shouldKeepAlive = false;
      const exitIfDone = () => {
        // A request that was whole only now is answered, too.
        if (underWay.size === 0) void stopped.then(exit);
      };
      drain = () => {
        server.closeIdleConnections();
        if (underWay.size === 0) setTimeout(exitIfDone, Math.min(closeMs, maxMs)).unref();
      };
      server.close(() => closed.resolve(null));
      drain();
    });
  }
}
