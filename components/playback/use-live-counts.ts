import { useMemo } from "react";
import useSWR from "swr";
import { fetchJson, RateLimited } from "#components/data/fetch-json.ts";
import { retryDelay } from "#components/data/poll-policy.ts";
import { parseLiveCounts, type LiveCounts } from "#lib/model/past.ts";
import type { Counts } from "./counts.ts";
import { STEP_MS, type Stretch } from "./moments.ts";
import { stretchToLoad } from "./scale.ts";
import { useRested } from "./use-rested.ts";

/** An answer in part is asked for again. */
const NEXT_PART_MS = 1_000;

/** The number of live streams of the wall over a stretch; until it is told, that of the last stretch. */
export function useLiveCounts(stretch: Stretch, latest: number): Counts {
  const { from, to } = stretchToLoad(stretch, latest);
  const address = useRested(from < to ? `/api/live-counts?from=${from}&to=${to}` : null);
  const { data } = useSWR<LiveCounts, Error>(
    address,
    async (wanted: string) => parseLiveCounts(await fetchJson(wanted)),
    {
      refreshInterval: (known) => (known === undefined || known.isWhole ? STEP_MS : NEXT_PART_MS),
      dedupingInterval: NEXT_PART_MS / 2,
      keepPreviousData: true,
      onErrorRetry: (error, _key, _config, revalidate, { retryCount }) => {
        const afterMs = error instanceof RateLimited ? error.afterMs : retryDelay(retryCount);
        setTimeout(() => void revalidate({ retryCount }), afterMs);
      },
    },
  );
  return useMemo(
    () => ({ samples: data?.samples ?? [], until: data?.to ?? 0, isWhole: data?.isWhole === true }),
    [data],
  );
}
