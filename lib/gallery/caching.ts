import { SHARED_CACHE_SECONDS } from "#lib/model/wall.ts";

/** For what only this viewer may see: no cache keeps it, the browser's own included. */
export const PRIVATE = "private, no-store";

type CacheSeconds = {
  readonly fresh: number;
  readonly whileRevalidating: number;
  readonly whileFailing: number;
};

/**
 * For the poll of a public wall. Where temporary credentials are about to end and there are no others, its URLs end sooner
 * than expected: then no cache keeps it.
 *
 * @param lifeMs how long the first of its URLs still works
 */
export function pollCacheControl(lifeMs: number): string {
  if (lifeMs <= 1_000 * sumSeconds(SHARED_CACHE_SECONDS)) return "no-store";
  // Browsers ask again each time: they compare versions themselves.
  return toCacheControl(0, SHARED_CACHE_SECONDS);
}

/** @param maxAge seconds in browsers */
export function toCacheControl(
  maxAge: number,
  { fresh, whileRevalidating, whileFailing }: CacheSeconds,
): string {
  const stale = `stale-while-revalidate=${whileRevalidating}, stale-if-error=${whileFailing}`;
  return `public, max-age=${maxAge}, s-maxage=${fresh}, ${stale}`;
}

export function sumSeconds(seconds: Readonly<Record<string, number>>): number {
  return Object.values(seconds).reduce((sum, some) => sum + some, 0);
}
