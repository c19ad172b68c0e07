import useSWR from "swr";
import { fetchCoverage } from "#components/data/fetch-coverage.ts";
import type { Mark } from "#components/playback/marks.ts";
import { STEP_MS, type Stretch } from "#components/playback/moments.ts";
import { stretchToLoad } from "#components/playback/scale.ts";
import { toMarks } from "#components/stream/coverage-marks.ts";
import type { Compared } from "#lib/model/compare-address.ts";
import { withFrame, within, type Coverage, type Span } from "#lib/model/coverage.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";

/** Not read yet. */
const RETRY_MS = 3_000;

type CoveredLane = { readonly named: { readonly compared: Compared }; readonly newest: number | null };

/** What was told of some streams, by their queries: null of one that could not be read. */
type Told = { readonly span: Span; readonly coverages: ReadonlyMap<string, Coverage | null> };

/** The coverages that the page came with, and the length of its timeline, ms. */
export type ToldFirst = Told & { readonly rangeMs: number };

type Coverages = {
  /** In the order of the lanes; null until something is known. */
  readonly coverages: readonly (Coverage | null)[];
  /** Another stretch may still be told, and nothing of the rest of this one. */
  readonly isLoading: boolean;
};

/**
 * When the streams were on air in a stretch, and their faults.
 *
 * @param first what the page came with
 */
export function useCoverages(
  lanes: readonly CoveredLane[],
  { from, to }: Stretch,
  latest: number,
  first: Told | null,
): Coverages {
  const load = stretchToLoad({ from, to }, latest);
  const [start, end] = stretchToAsk([load.from, load.to]);
  const queries = lanes.map(({ named }) => toStreamQuery(named.compared.stream, named.compared));
  const { data = first, isLoading } = useSWR<Told, Error>(
    // No time is known before the store was reached.
    latest === 0 ? null : ["coverages", start, end, ...queries],
    async () => {
      const results = await Promise.allSettled(queries.map((query) => fetchCoverage(query, [start, end])));
      const told = results.map((one) => (one.status === "fulfilled" ? one.value : null));
      const coverages = new Map(queries.map((query, place) => [query, told[place] ?? null]));
      return { span: [start, end], coverages };
    },
    {
      refreshInterval: (told) =>
        told !== undefined && [...told.coverages.values()].includes(null) ? RETRY_MS : STEP_MS,
      keepPreviousData: true,
    },
  );
  const coverages = lanes.map(({ newest }, place) => {
    const coverage = data?.coverages.get(queries[place] ?? "") ?? null;
    if (data === null || coverage === null) return null;
    const known = within(coverage, data.span, [from, to]);
    return newest === null ? known : withFrame(known, newest, to);
  });
  return { coverages, isLoading };
}

/** What a lane shows: nothing before its coverage is read. It is not unknown for good. */
export function writeMarks(coverage: Coverage | null, stretch: Stretch): readonly Mark[] {
  return coverage === null ? [] : toMarks(coverage, stretch);
}
