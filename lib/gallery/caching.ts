import { SHARED_CACHE_SECONDS } from "#lib/model/wall.ts";

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
  return lifeMs > 1_000 * sumSeconds(SHARED_CACHE_SECONDS) ? POLL_CACHE_CONTROL : "no-store";
}

export function sumSeconds(seconds: Readonly<Record<string, number>>): number {
  return Object.values(seconds).reduce((sum, some) => sum + some, 0);
}

/** For what only this viewer may see: no cache keeps it, the browser's own included. */
export const PRIVATE = "private, no-store";
