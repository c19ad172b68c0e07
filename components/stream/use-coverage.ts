import useSWR from "swr";
import { askData, SlowDown } from "#components/data/ask-data.ts";
import { STEP_MS, type Stretch } from "#components/playback/moments.ts";
import { retryDelay } from "#components/data/poll-policy.ts";
import { within, type Coverage, type Span } from "#lib/model/coverage.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";

/** What was told of a part of a stream, and of which stretch. */
type Told = { readonly query: string; readonly stretch: Span; readonly coverage: Coverage };

/**
 * When a part of a stream was on in a stretch: null while nothing is known of it, and in part while there is only what was
 * told of another stretch. The last half minutes of a stretch that goes on with the time do not make it unknown.
 *
 * @param query names the part
 */
export function useCoverage(query: string, { from, to }: Stretch) {
  const stretch = stretchToAsk([from, to]);
  const { data } = useSWR<Told, Error>(
    `/api/coverage?${query}&from=${stretch[0]}&to=${stretch[1]}`,
    async (address: string) => ({ query, stretch, coverage: (await askData(address)) as Coverage }),
    {
      refreshInterval: STEP_MS,
      keepPreviousData: true,
      onErrorRetry: (error, _key, _config, revalidate, { retryCount }) => {
        const afterMs = error instanceof SlowDown ? error.afterMs : retryDelay(retryCount);
        setTimeout(() => void revalidate({ retryCount }), afterMs);
      },
    },
  );
  if (data?.query !== query) return { listed: null, isKnown: false };
  const [start, end] = data.stretch;
  return {
    listed: within(data.coverage, data.stretch, [from, to]),
    isKnown: start - from <= LIVE_MS && to - end <= LIVE_MS,
  };
}
