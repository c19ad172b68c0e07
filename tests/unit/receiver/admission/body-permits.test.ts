import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBodyPermits } from "#lib/receiver/admission/body-permits.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ["a silent sender loses its permit at once", 1_000, 0, 170],
  ["a sender of single bytes loses its permit soon", 200, 1, 125],
  ["a quick sender keeps its permit for 200 ms", 100, 8_000, 200],
  ["a body gets no permit when others send for two seconds", 1_100, 8_000, null],
])("%s", async (_title, senders, bytes, waitMs) => {
  const acquire = createBodyPermits();
  for (let n = 0; n < senders; n += 1) void acquire().then((permit) => permit?.received(bytes));
  const startedAt = Date.now();
  const wait = acquire().then((permit) => permit && Date.now() - startedAt);
  await vi.advanceTimersByTimeAsync(2_000);
  if (waitMs === null) expect(await wait).toBeNull();
  else expect(Math.abs(((await wait) ?? Infinity) - waitMs)).toBeLessThan(30);
});

test("a released permit goes to the next body, and leaves no timer behind", async () => {
  const acquire = createBodyPermits();
  const permits = await Promise.all(Array.from({ length: 100 }, acquire));
  const next = acquire();
  permits[0]?.release();
  for (const permit of [...permits, await next]) permit?.release();
  expect(vi.getTimerCount()).toBe(0);
});
