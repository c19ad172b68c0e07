import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;

/** Polls until the answer is true. An error counts as "not yet". */
export async function until(what: string, deadlineMs: number, ask: () => Promise<boolean>): Promise<void> {
  let lastError: unknown;
  const startedAt = Date.now();
  while (Date.now() - startedAt < deadlineMs) {
    try {
      if (await ask()) return;
    } catch (error) {
      lastError = error;
    }
    await delay(POLL_MS);
  }
  throw new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}`, { cause: lastError });
}
