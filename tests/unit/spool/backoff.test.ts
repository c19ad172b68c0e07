import { expect, test } from "vitest";
import { createBackoff } from "#lib/spool/backoff.ts";

test("waits twice as long after each failure, at most half a minute", () => {
  let now = 0;
  const backoff = createBackoff(() => now);
  const waits = Array.from({ length: 8 }, () => {
    backoff.fail("a");
    const failedAt = now;
    while (backoff.ready().length === 0) now += 500;
    return now - failedAt;
  });
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("lists the key that failed the longest ago first, without those that succeeded", () => {
  const backoff = createBackoff(() => 0);
  for (const key of ["a", "b", "c", "a"]) backoff.fail(key);
  expect(backoff.ready()).toEqual([]);
  backoff.reset();
  expect(backoff.ready()).toEqual(["b", "c", "a"]);
  backoff.succeed("c");
  expect(backoff.ready()).toEqual(["b", "a"]);
  backoff.keepOnly(new Set(["a"]));
  expect(backoff.ready()).toEqual(["a"]);
  expect(backoff.has("b")).toBe(false);
});
