import { expect, test, vi } from "vitest";
import { serverNow, setClock } from "#components/time/clock.ts";

const answerOf = (now: number) => ({ now, asOf: now });

test("the clock is the server's, and an answer of earlier does not set it back", () => {
  vi.useFakeTimers({ now: 5_000_000 });
  setClock(answerOf(1_000_000));
  vi.advanceTimersByTime(60_000);
  expect(serverNow()).toBe(1_060_000);
  setClock(answerOf(1_061_000));
  expect(serverNow()).toBe(1_061_000);
  setClock(answerOf(1_000_000));
  expect(serverNow()).toBe(1_061_000);
  vi.useRealTimers();
});
