import { expect, test, vi } from "vitest";
import { serverNow, setClock } from "#components/time/clock.ts";

const toClocks = (now: number) => ({ now, asOf: now });

test("follows the server's clock, and ignores an older answer", () => {
  vi.useFakeTimers({ now: 5_000_000 });
  setClock(toClocks(1_000_000));
  vi.advanceTimersByTime(60_000);
  expect(serverNow()).toBe(1_060_000);
  setClock(toClocks(1_061_000));
  expect(serverNow()).toBe(1_061_000);
  setClock(toClocks(1_000_000));
  expect(serverNow()).toBe(1_061_000);
  vi.useRealTimers();
});
