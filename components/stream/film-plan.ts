import { STEP_MS, type Stretch } from "#components/playback/moments.ts";

/** Which pictures to read for a strip. */
export type FilmPlan = {
  /** Where the first one begins, ms since 1970. */
  readonly first: number;
  /** What each one stands for. */
  readonly cellMs: number;
  readonly count: number;
  /** As many as one request may ask for. */
  readonly perRequest: number;
};

const HOUR_MS = 3_600_000;
/** A longer stretch would take many lists. */
export const MAX_FILM_MS = 25 * HOUR_MS;
/** The longest that one request of the history may span. */
const MAX_REQUEST_MS = 8 * HOUR_MS;

/**
 * Plans a strip of pictures for a stretch: on a grid of its own, so that it is read again only when a whole picture comes.
 *
 * @param cells how many fit beside each other
 * @returns null where the stretch is too long
 */
export function planFilm({ from, to }: Stretch, cells: number): FilmPlan | null {
  if (to - from > MAX_FILM_MS) return null;
  const cellMs = Math.max(1, Math.round((to - from) / cells / STEP_MS)) * STEP_MS;
  const first = Math.floor(from / cellMs) * cellMs;
  const count = Math.ceil((to - first) / cellMs);
  return { first, cellMs, count, perRequest: Math.floor(MAX_REQUEST_MS / cellMs) + 1 };
}
