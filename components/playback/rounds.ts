import { SlowDown } from "#components/data/ask-data.ts";

export type ReaderStatus = "ok" | "slow" | "failing";

/** What changes together is asked together. */
const GATHER_MS = 40;
const RETRY_MS = 3_000;

/**
 * Asks in rounds: all that is missing at once, and again when all answers are there. While a slider is dragged, a slow
 * server or line is asked less often, and always for the newest place. Where the server asks for it, it waits.
 *
 * @param ask asks for what is missing: a promise for each question, none where nothing is
 * @param now any clock that only goes on, in ms
 * @param pauseMs between the beginnings of two rounds, at least
 */
export function createRounds(ask: () => readonly Promise<unknown>[], now: () => number, pauseMs = 0) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let status: ReaderStatus = "ok";
  let notBefore = -Infinity;

  function wake(afterMs = GATHER_MS) {
    if (isAsking) return;
    clearTimeout(timer);
    timer = setTimeout(() => void round(), Math.max(afterMs, notBefore - now()));
  }

  async function round(): Promise<void> {
    const asked = ask();
    if (asked.length === 0) return;
    isAsking = true;
    notBefore = now() + pauseMs;
    const answers = await Promise.allSettled(asked);
    isAsking = false;
    const waits = answers.flatMap((answer) =>
      answer.status === "fulfilled" ? [] : [waitFor(answer.reason)],
    );
    const isSlow = waits.every((ms) => ms > 0);
    status = waits.length === 0 ? "ok" : isSlow ? "slow" : "failing";
    notBefore = Math.max(notBefore, now() + Math.max(0, ...waits));
    for (const listener of listeners) listener();
    wake(isSlow ? 0 : RETRY_MS);
  }

  return {
    /** To be called when something else is wanted. */
    wake: () => wake(),
    status: () => status,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}

function waitFor(error: unknown): number {
  return error instanceof SlowDown ? error.afterMs : 0;
}
