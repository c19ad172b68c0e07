import { spanFor } from "#components/playback/moments.ts";
import { firstMoment, spanOfNew } from "#components/stream/first-stretch.ts";
import type { CompareQuery } from "#lib/model/compare.ts";
import { joinCoverage, type Coverage, type Span } from "#lib/model/coverage.ts";
import { toState } from "#lib/model/state.ts";
import { MAX_MS } from "#lib/model/stretches.ts";
import type { Wall } from "#lib/model/wall.ts";
import { findOwn } from "./find-own.ts";

/** Of the longest range, 30 days, so much is before a moment that it has room for. */
const MAX_BACK_MS = 24 * 24 * 3_600_000;

/**
 * The moment that the first range of a comparison reaches back to: the one that it shows or, of streams that send nothing
 * now, the earliest at which the page of one would begin.
 *
 * @param latest ms since 1970
 */
export function findEarliest(
  { tiles, at }: CompareQuery,
  wall: Pick<Wall, "tiles" | "asOf">,
  latest: number,
): number {
  const moments = tiles.map((compared) => {
    const tile = findOwn(wall.tiles, compared);
    const isOn = tile !== null && toState(tile, wall.asOf) !== "offline";
    return firstMoment({ at }, isOn, tile?.time ?? null, latest);
  });
  const reached = moments.filter((moment) => at !== null || latest - moment <= MAX_BACK_MS);
  return Math.min(latest, ...reached);
}

/**
 * The length of the first range, ms: short for streams that have all just begun.
 *
 * @param coverages of the streams in a stretch, null where not known
 * @param earliest as `findEarliest` returned it
 */
export function firstRange(
  coverages: readonly (Coverage | null)[],
  stretch: Span,
  earliest: number,
  latest: number,
): number {
  const known = coverages.filter((coverage) => coverage !== null);
  const isWhole = known.length === coverages.length;
  const short = isWhole ? spanOfNew(joinCoverage(known), stretch, earliest, latest) : undefined;
  return short ?? spanFor(earliest, latest, MAX_MS);
}
