import { useMemo } from "react";
import useSWR from "swr";
import { fetchCoverage } from "#components/data/fetch-coverage.ts";
import { RateLimited } from "#components/data/fetch-json.ts";
import { retryDelay } from "#components/data/poll-policy.ts";
import type { Mark } from "#components/playback/marks.ts";
import { STEP_MS, type Stretch } from "#components/playback/moments.ts";
import { stretchToLoad } from "#components/playback/scale.ts";
import { nextOn, within, withFrame, type Coverage, type Span } from "#lib/model/coverage.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";
import { toMarks } from "./coverage-marks.ts";

/** What was read of a stream. @property query names the stream and its source */
export type ReadCoverage = {
  readonly query: string;
  readonly stretch: Span;
  readonly coverage: Coverage;
};

export type StreamCoverage = {
  /** Null until something is known. In part while only another stretch is known. */
  readonly coverage: Coverage | null;
  readonly marks: readonly Mark[];
  /** The stretch that the coverage is of. */
  readonly stretch: Stretch;
  /** The next moment at which the stream was on, or may have been. */
  readonly findNextOn: (moment: number) => number;
};

type CoverageParts = {
  readonly query: string;
  /** The stretch that the timeline shows. */
  readonly visible: Stretch;
  readonly latest: number;
  /** The time of the frame on the page, which the server's lists may not have yet. */
  readonly shown: number | null;
  readonly known: ReadCoverage | null;
};

/** When a stream was on in the stretch that a timeline shows, and a little beyond. */
export function useCoverage({ query, visible, latest, shown, known }: CoverageParts): StreamCoverage {
  const { from, to } = stretchToLoad(visible, latest);
  const asked = stretchToAsk([from, to]);
  const { data = known } = useSWR<ReadCoverage, Error>(
    ["coverage", query, ...asked],
    async () => ({ query, stretch: asked, coverage: await fetchCoverage(query, asked) }),
    {
      refreshInterval: STEP_MS,
      keepPreviousData: true,
      onErrorRetry: (error, _key, _config, revalidate, { retryCount }) => {
        const afterMs = error instanceof RateLimited ? error.afterMs : retryDelay(retryCount);
        setTimeout(() => void revalidate({ retryCount }), afterMs);
      },
    },
  );
  return useMemo(() => {
    const stretch = { from, to };
    if (data?.query !== query)
      return { coverage: null, marks: [], stretch, findNextOn: (moment: number) => moment };
    const told = within(data.coverage, data.stretch, [from, to]);
    const coverage = shown === null ? told : withFrame(told, shown, to);
    return {
      coverage,
      marks: toMarks(coverage, stretch),
      stretch,
      findNextOn: (moment: number) => nextOn(coverage, moment) ?? moment,
    };
  }, [data, query, from, to, shown]);
}
