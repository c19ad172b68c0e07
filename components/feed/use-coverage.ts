import useSWR from "swr";
import { STEP_MS, type Stretch } from "#components/past/moments.ts";
import type { Coverage } from "#lib/history/coverage/spans.ts";

const LONGEST_MS = 24 * 3_600_000;
const DEADLINE_MS = 8_000;

/** When the stream was on in a stretch of a day at most; null while it is not known, or of a longer one. */
export function useCoverage(stream: string, feed: string | null, { from, to }: Stretch): Coverage | null {
  const query = new URLSearchParams({ stream, from: String(from), to: String(to) });
  if (feed !== null) query.set("feed", feed);
  const isShort = to - from <= LONGEST_MS;
  const { data } = useSWR<Coverage, Error>(isShort ? `/api/coverage?${query.toString()}` : null, ask, {
    refreshInterval: STEP_MS,
    keepPreviousData: true,
  });
  return isShort ? (data ?? null) : null;
}

async function ask(address: string): Promise<Coverage> {
  const response = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as Coverage;
}
