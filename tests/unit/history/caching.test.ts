import { expect, test } from "vitest";
import { pastCacheControl } from "#lib/history/answer.ts";
import { PAST_CACHE_SECONDS } from "#lib/model/past.ts";
import {
  lifetimeSeconds,
  PRIVATE_WINDOW_SECONDS,
  RENEW_BEFORE_END_MS,
  SIGNING_WINDOW_SECONDS,
} from "#lib/store/presign.ts";

const leastLife = (windowSeconds: number) => lifetimeSeconds(windowSeconds) - windowSeconds;

test("no answer in a shared cache, and then in a page, outlives its URLs, however they were signed", () => {
  const oldest = Object.values(PAST_CACHE_SECONDS).reduce((sum, seconds) => sum + seconds, 0);
  expect(oldest).toBeLessThan(leastLife(SIGNING_WINDOW_SECONDS));
  expect(oldest).toBeLessThan(RENEW_BEFORE_END_MS / 1000);
  expect(PAST_CACHE_SECONDS.inPage).toBeLessThan(leastLife(PRIVATE_WINDOW_SECONDS));
});

test("caches keep settled answers longer than recent ones", () => {
  expect(pastCacheControl(false, Infinity)).toBe(
    "public, max-age=30, s-maxage=30, stale-while-revalidate=30, stale-if-error=60",
  );
  expect(pastCacheControl(true, Infinity)).toBe(
    "public, max-age=5, s-maxage=5, stale-while-revalidate=5, stale-if-error=60",
  );
});

test("no cache keeps an answer whose URLs end too soon", () => {
  const oldest = Object.values(PAST_CACHE_SECONDS).reduce((sum, seconds) => sum + seconds, 0);
  expect(pastCacheControl(false, 1_000 * oldest)).toBe("no-store");
  expect(pastCacheControl(false, 1_000 * oldest + 1)).toContain("max-age=30");
});
