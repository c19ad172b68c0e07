import useSWR from "swr";
import { fetchJson, RateLimited } from "#components/data/fetch-json.ts";
import { retryDelay } from "#components/data/poll-policy.ts";
import { STEP_MS, type Stretch } from "#components/playback/moments.ts";
import type { Coverage, Span } from "#lib/model/coverage.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";

type Arithmetic = typeof import("#lib/model/coverage.ts");
type Known = {
  readonly query: string;
  readonly stretch: Span;
  readonly coverage: Coverage;
  /** Its code comes with the first coverage, after the page. */
  readonly arithmetic: Arithmetic;
};

/**
 * When a stream was on in a stretch: null until something is known of it, and in part while only another stretch is known.
 * The last half minutes of a stretch that goes on with the time do not make it unknown.
 *
 * @param query names the stream and its source
 * @param shown the time of the frame on the page, which the server's lists may not have yet
 */
export function useCoverage(query: string, { from, to }: Stretch, shown: number | null) {
  const stretch = stretchToAsk([from, to]);
  const { data } = useSWR<Known, Error>(
    `/api/coverage?${query}&from=${stretch[0]}&to=${stretch[1]}`,
    async (address: string) => {
      const load = [fetchJson(address), import("#lib/model/coverage.ts")] as const;
      const [body, arithmetic] = await Promise.all(load);
      return { query, stretch, coverage: body as Coverage, arithmetic };
    },
    {
      refreshInterval: STEP_MS,
      keepPreviousData: true,
      onErrorRetry: (error, _key, _config, revalidate, { retryCount }) => {
        const afterMs = error instanceof RateLimited ? error.afterMs : retryDelay(retryCount);
        setTimeout(() => void revalidate({ retryCount }), afterMs);
      },
    },
  );
  if (data?.query !== query)
    return { coverage: null, isKnown: false, findNextOn: (moment: number) => moment };
  const { within, withFrame, nextOn } = data.arithmetic;
  const [start, end] = data.stretch;
  const known = within(data.coverage, data.stretch, [from, to]);
  const coverage = shown === null ? known : withFrame(known, shown, to);
  return {
    coverage,
    isKnown: start - from <= LIVE_MS && to - end <= LIVE_MS,
    /** The next moment at which the stream was on, or may have been. */
    findNextOn: (moment: number) => nextOn(coverage, moment) ?? moment,
  };
}
