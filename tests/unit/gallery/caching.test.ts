import { expect, test } from "vitest";
import { pollCacheControl, sumSeconds } from "#lib/gallery/caching.ts";
import { SIGN_AGAIN_MS } from "#lib/gallery/load.ts";
import { pastCacheControl } from "#lib/history/answer.ts";
import { PAST_CACHE_SECONDS } from "#lib/model/past.ts";
import { SHARED_CACHE_SECONDS } from "#lib/model/wall.ts";
import {
  lifetimeSeconds,
  PRIVATE_WINDOW_SECONDS,
  RENEW_BEFORE_END_MS,
  SIGNING_WINDOW_SECONDS,
} from "#lib/store/presign.ts";

const leastLife = (windowSeconds: number) => lifetimeSeconds(windowSeconds) - windowSeconds;
const [wall, past] = [SHARED_CACHE_SECONDS, PAST_CACHE_SECONDS].map(sumSeconds) as [number, number];

test.each([wall + SIGN_AGAIN_MS / 1_000, past])(
  "no answer in a shared cache for %i s outlives its URLs, with static or temporary credentials",
  (seconds) => {
    expect(seconds).toBeLessThan(leastLife(SIGNING_WINDOW_SECONDS));
    expect(seconds).toBeLessThan(RENEW_BEFORE_END_MS / 1_000);
  },
);

test("no answer in a page outlives its URLs", () => {
  expect(PAST_CACHE_SECONDS.inPage).toBeLessThan(leastLife(PRIVATE_WINDOW_SECONDS));
});

test("no cache keeps an answer whose URLs end too soon", () => {
  expect(pollCacheControl(1_000 * wall)).toBe("no-store");
  expect(pollCacheControl(1_000 * wall + 1)).toBe(
    "public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=200",
  );
  expect(pastCacheControl(false, 1_000 * past)).toBe("no-store");
  expect(pastCacheControl(false, 1_000 * past + 1)).toContain("max-age=30");
});

test.each([
  [false, "public, max-age=30, s-maxage=30, stale-while-revalidate=30, stale-if-error=60"],
  [true, "public, max-age=5, s-maxage=5, stale-while-revalidate=5, stale-if-error=60"],
])("caches keep settled answers longer than recent ones (%s)", (isRecent, expected) => {
  expect(pastCacheControl(isRecent, Infinity)).toBe(expected);
});
