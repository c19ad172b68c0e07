/**
 * How long shared caches may keep the poll of a public wall, in seconds: one second as it is, ten more while they fetch
 * the next, and 200 more while we fail. The sum must stay below what a URL still lives when it is handed out, which is
 * 4.5 minutes at least (lib/store/presign.ts), or a cache would show pictures that cannot be loaded.
 */
export const SHARED_CACHE_SECONDS = { fresh: 1, whileRevalidating: 10, whileFailing: 200 } as const;

const POLL_CACHE_CONTROL = [
  "public",
  // Browsers ask again each time: they mind the version themselves.
  "max-age=0",
  `s-maxage=${SHARED_CACHE_SECONDS.fresh}`,
  `stale-while-revalidate=${SHARED_CACHE_SECONDS.whileRevalidating}`,
  `stale-if-error=${SHARED_CACHE_SECONDS.whileFailing}`,
].join(", ");

/**
 * For the poll of a public wall. Where temporary credentials are about to end and there are no others, its URLs end sooner
 * than was reckoned with: then no cache keeps it.
 *
 * @param lifeMs how long the first of its URLs still works
 */
export function pollCacheControl(lifeMs: number): string {
  return lifeMs > 1_000 * sumOf(SHARED_CACHE_SECONDS) ? POLL_CACHE_CONTROL : "no-store";
}

export function sumOf(seconds: Readonly<Record<string, number>>): number {
  return Object.values(seconds).reduce((sum, some) => sum + some, 0);
}

/** For what only this viewer may see: no cache keeps it, the browser's own included. */
export const PRIVATE = "private, no-store";
