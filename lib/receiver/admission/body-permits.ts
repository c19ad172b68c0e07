import { createLimiter } from "#lib/limiter.ts";

/** How many bodies are read at once: with 200 ms each at least 500 a second, whatever their senders do. */
const CONCURRENCY = 100;
const PERMIT_MS = 200;
const MAX_WAIT_MS = 2_000;
/** A sender loses its permit when nothing has come by the first check, or less than `MIN_BYTES` by the second. */
const FIRST_CHECK_MS = 15;
const SECOND_CHECK_MS = 60;
const MIN_BYTES = 8_000;
/** Bytes that have come are read within so many rounds of the event loop. */
const ROUNDS = 3;
/** A process that is later than this has not read what has come, and must not blame the sender. */
const MAX_DELAY_MS = 10;

/** A permit to read one body first. Without it the body is read on, but holds back no other. */
export type BodyPermit = {
  readonly received: (bytes: number) => void;
  readonly release: () => void;
};

/**
 * Limits how many bodies are read at once: a thousand at once would all be whole too late. Returns the function that
 * waits for a permit, and returns null when none comes in time.
 */
export function createBodyPermits(): () => Promise<BodyPermit | null> {
  const limiter = createLimiter(CONCURRENCY);
  return async () => {
    const releasePermit = await limiter.acquire(MAX_WAIT_MS);
    if (releasePermit === null) return null;
    let receivedBytes = 0;

    function release(): void {
      for (const timer of timers) clearTimeout(timer);
      releasePermit?.();
    }

    function releaseBelow(minBytes: number, ms: number): NodeJS.Timeout {
      const checkAt = performance.now() + ms;
      const check = () => {
        if (receivedBytes < minBytes && performance.now() - checkAt < MAX_DELAY_MS) release();
      };
      return setTimeout(() => afterRounds(ROUNDS, check), ms);
    }

    const timers = [
      releaseBelow(1, FIRST_CHECK_MS),
      releaseBelow(MIN_BYTES, SECOND_CHECK_MS),
      setTimeout(release, PERMIT_MS),
    ];
    return { release, received: (bytes) => void (receivedBytes += bytes) };
  };
}

function afterRounds(rounds: number, then: () => void): void {
  setImmediate(() => (rounds > 1 ? afterRounds(rounds - 1, then) : then()));
}
