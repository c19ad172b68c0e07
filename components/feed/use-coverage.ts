import useSWR from "swr";
import { serverNow } from "#components/clock/clock.ts";
import { AS_DATA, leadToDoor } from "#components/access/door.ts";
import { STEP_MS, type Stretch } from "#components/past/moments.ts";
import { retryDelay } from "#components/wall/rhythm.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { joined, within, type Coverage, type Span } from "#lib/model/coverage.ts";
import { isSettled, stretchesOf } from "#lib/model/stretches.ts";

const DEADLINE_MS = 8_000;
/** Some months of one stream. */
const MOST_KEPT = 200;

/** What was told of a stream, and of which stretch. */
type Told = { readonly of: string; readonly stretch: Span; readonly coverage: Coverage };

/**
 * When the stream was on in a stretch: null while nothing is known of it, and in part while there is only what was told
 * of another stretch. The last half minutes of a stretch that goes on with the time do not make it unknown.
 */
export function useCoverage(stream: string, feed: string | null, { from, to }: Stretch) {
  const of = `${feed} ${stream}`;
  const parts = stretchesOf([from, to]).map((part) => ({ part, address: addressOf(stream, feed, part) }));
  const { data } = useSWR<Told, Error>(
    parts.map(({ address }) => address).join("\n"),
    async () => {
      const coverage = joined(await Promise.all(parts.map(({ part, address }) => ask(address, part))));
      return { of, stretch: [from, to], coverage };
    },
    {
      refreshInterval: STEP_MS,
      keepPreviousData: true,
      onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
        setTimeout(() => void revalidate({ retryCount }), retryDelay(retryCount));
      },
    },
  );
  if (data?.of !== of) return { listed: null, isKnown: false };
  const [start, end] = data.stretch;
  return {
    listed: within(data.coverage, data.stretch, [from, to]),
    isKnown: start - from <= LIVE_MS && to - end <= LIVE_MS,
  };
}

function addressOf(stream: string, feed: string | null, [from, to]: Span): string {
  const query = new URLSearchParams({ stream, from: String(from), to: String(to) });
  if (feed !== null) query.set("feed", feed);
  return `/api/coverage?${query.toString()}`;
}

/** Of days that are over. */
const kept = new Map<string, Coverage>();

async function ask(address: string, [, to]: Span): Promise<Coverage> {
  const known = kept.get(address);
  if (known !== undefined) return known;
  const response = await fetch(address, { headers: AS_DATA, signal: AbortSignal.timeout(DEADLINE_MS) });
  leadToDoor(response);
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const coverage = (await response.json()) as Coverage;
  if (isSettled(to, serverNow())) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(address, coverage);
  }
  return coverage;
}
