import { setTimeout as delay } from "node:timers/promises";

/** A hook needs some twenty turns of the event loop. A rendering holds each up by 20 to 40 ms. */
const PAUSE_MS = 15;
/** Later than this after a pause, other work was waiting. */
const MAX_LATE_MS = 10;
const MAX_WAIT_MS = 1_000;

/**
 * Makes a queue whose turns come one at a time, each when the process had nothing else to do for a moment, or after a
 * second. Hooks go on meanwhile, however many renderings there are.
 */
export function createIdleQueue(): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(untilIdle));
}

async function untilIdle(): Promise<void> {
  const end = performance.now() + MAX_WAIT_MS;
  let late: number;
  do {
    const due = performance.now() + PAUSE_MS;
    await delay(PAUSE_MS, undefined, { ref: false });
    late = performance.now() - due;
  } while (late > MAX_LATE_MS && performance.now() < end);
}
