import { sumOf } from "#lib/gallery/caching.ts";

/**
 * How long caches may keep what the wall of everybody showed, in seconds, and how long a page goes on using what it was
 * told. The sum must stay below what a URL still lives when it is handed out, 4.5 minutes at least (lib/store/presign.ts).
 */
export const PAST_CACHE_SECONDS = {
  fresh: 30,
  whileRevalidating: 30,
  whileFailing: 60,
  inPage: 120,
} as const;

/** Frames may still come for moments as recent as these: caches keep them for seconds. */
export const RECENT_MS = 2 * 60_000;
const RECENT_SECONDS = 5;

/**
 * @param isRecent whether frames may still come for it
 * @param lifeMs how long the first of its URLs still works; Infinity where it has none
 */
export function pastCacheControl(isRecent: boolean, lifeMs: number): string {
  if (lifeMs <= 1_000 * sumOf(PAST_CACHE_SECONDS)) return "no-store";
  const { fresh, whileRevalidating, whileFailing } = PAST_CACHE_SECONDS;
  const seconds = isRecent ? RECENT_SECONDS : fresh;
  return [
    "public",
    `max-age=${seconds}`,
    `s-maxage=${seconds}`,
    `stale-while-revalidate=${isRecent ? RECENT_SECONDS : whileRevalidating}`,
    `stale-if-error=${whileFailing}`,
  ].join(", ");
}
