import { expect, test } from "vitest";
import { pollCacheControl } from "#lib/gallery/caching.ts";
import { SHARED_CACHE_SECONDS } from "#lib/model/wall.ts";
import { lifetimeSeconds, SIGNING_WINDOW_SECONDS } from "#lib/store/presign.ts";
import { RENEW_BEFORE_END_MS } from "#lib/store/presign.ts";

const oldest = Object.values(SHARED_CACHE_SECONDS).reduce((sum, seconds) => sum + seconds, 0);
/** A gallery signs what it shows again every half minute, even while its store is away. */
const SIGNED_AGAIN_SECONDS = 30;

test("no answer in a shared cache outlives its URLs, however they were signed", () => {
  expect(oldest + SIGNED_AGAIN_SECONDS).toBeLessThan(
    lifetimeSeconds(SIGNING_WINDOW_SECONDS) - SIGNING_WINDOW_SECONDS,
  );
  expect(oldest + SIGNED_AGAIN_SECONDS).toBeLessThan(RENEW_BEFORE_END_MS / 1000);
});

test("no cache keeps what ends sooner than was reckoned with", () => {
  expect(pollCacheControl(1_000 * oldest)).toBe("no-store");
  expect(pollCacheControl(1_000 * oldest + 1)).toBe(
    "public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=200",
  );
});
