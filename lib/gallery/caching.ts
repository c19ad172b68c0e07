/**
 * How long shared caches may keep the poll of a public wall, in seconds: one second as it is, ten more while they fetch
 * the next, and 200 more while we fail. The sum must stay below what a URL still lives when it is handed out, which is
 * 4.5 minutes at least (lib/store/presign.ts), or a cache would show pictures that cannot be loaded.
 */
export const SHARED_CACHE_SECONDS = { fresh: 1, whileRevalidating: 10, whileFailing: 200 } as const;

/** Browsers ask again each time: they mind the version themselves. */
export const POLL_CACHE_CONTROL = [
  "public",
  "max-age=0",
  `s-maxage=${SHARED_CACHE_SECONDS.fresh}`,
  `stale-while-revalidate=${SHARED_CACHE_SECONDS.whileRevalidating}`,
  `stale-if-error=${SHARED_CACHE_SECONDS.whileFailing}`,
].join(", ");

/** For what only this viewer may see: no cache keeps it, the browser's own included. */
export const PRIVATE = "private, no-store";
