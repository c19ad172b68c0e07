import useSWR from "swr";
import { fetchJson, RateLimited } from "#components/data/fetch-json.ts";
import { retryDelay } from "#components/data/poll-policy.ts";
import { STEP_MS, type Stretch } from "#components/playback/moments.ts";
import { within, withFrame, type Coverage, type Span } from "#lib/model/coverage.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";

type Told = { readonly query: string; readonly stretch: Span; readonly coverage: Coverage };

/**
 * When a stream was on in a stretch: null until something is known of it, and in part while only another stretch is known.
 * The last half minutes of a stretch that goes on with the time do not make it unknown.
 *
 * @param query names the stream and its source
 * @param shown the time of the frame on the page, which the server's lists may not have yet
 */
export function useCoverage(query: string, { from, to }: Stretch, shown: number | null) {
  const stretch = stretchToAsk([from, to]);
  const { data } = useSWR<Told, Error>(
    `/api/coverage?${query}&from=${stretch[0]}&to=${stretch[1]}`,
    async (address: string) => ({ query, stretch, coverage: (await fetchJson(address)) as Coverage }),
    {
      refreshInterval: STEP_MS,
      keepPreviousData: true,
      onErrorRetry: (error, _key, _config, revalidate, { retryCount }) => {
        const afterMs = error instanceof RateLimited ? error.afterMs : retryDelay(retryCount);
        setTimeout(() => void revalidate({ retryCount }), afterMs);
      },
    },
  );
  if (data?.query !== query) return { coverage: null, isKnown: false };
  const [start, end] = data.stretch;
  const coverage = within(data.coverage, data.stretch, [from, to]);
  return {
    coverage: shown === null ? coverage : withFrame(coverage, shown, to),
    isKnown: start - from <= LIVE_MS && to - end <= LIVE_MS,
  };
}
