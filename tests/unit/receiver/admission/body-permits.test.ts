import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBodyPermits } from "#lib/receiver/admission/body-permits.ts";

const KILOBYTE = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Acquire = ReturnType<typeof createBodyPermits>;

/** Senders that send so much every 5 ms, once they have a permit. */
function crowd(acquire: Acquire, senders: number, bytes: number): void {
  for (let n = 0; n < senders; n += 1) {
    void acquire().then((permit) => setInterval(() => permit?.received(bytes), 5));
  }
}

/** Returns how long the next body waits for its permit, in ms; null when it gets none. */
async function measureWait(acquire: Acquire): Promise<number | null> {
  const startedAt = Date.now();
  const wait = acquire().then((permit) => (permit === null ? null : Date.now() - startedAt));
  await vi.advanceTimersByTimeAsync(2_000);
  return wait;
}

test("a silent sender loses its permit at once", async () => {
  const acquire = createBodyPermits();
  crowd(acquire, 1_000, 0);
  expect(await measureWait(acquire)).toBeLessThan(200);
});

test("a sender of single bytes loses its permit soon", async () => {
  const acquire = createBodyPermits();
  crowd(acquire, 200, 1);
  expect(await measureWait(acquire)).toBeLessThan(150);
});

test("a quick sender keeps its permit for 200 ms", async () => {
  const acquire = createBodyPermits();
  crowd(acquire, 100, KILOBYTE);
  expect(await measureWait(acquire)).toBe(200);
});

test("a body gets no permit when others send for two seconds", async () => {
  const acquire = createBodyPermits();
  crowd(acquire, 1_100, KILOBYTE);
  expect(await measureWait(acquire)).toBeNull();
});

test("a released permit goes to the next body, and leaves no timer behind", async () => {
  const acquire = createBodyPermits();
  const permits = await Promise.all(Array.from({ length: 100 }, acquire));
  const next = acquire();
  permits[0]?.release();
  for (const permit of [...permits, await next]) permit?.release();
  expect(vi.getTimerCount()).toBe(0);
});
