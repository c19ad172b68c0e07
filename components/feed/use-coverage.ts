import useSWR from "swr";
import { serverNow } from "#components/clock/clock.ts";
import { leadToDoor } from "#components/access/door.ts";
import { STEP_MS, type Stretch } from "#components/past/moments.ts";
import { joined, type Coverage, type Span } from "#lib/history/coverage/spans.ts";
import { isSettled, stretchesOf } from "#lib/history/coverage/stretches.ts";

const DEADLINE_MS = 8_000;
/** Some months of one stream. */
const MOST_KEPT = 200;

/** When the stream was on in a stretch; null while it is not known. */
export function useCoverage(stream: string, feed: string | null, { from, to }: Stretch): Coverage | null {
  const parts = stretchesOf([from, to]).map((part) => ({ part, address: addressOf(stream, feed, part) }));
  const { data } = useSWR<Coverage, Error>(
    parts.map(({ address }) => address).join("\n"),
    async () => joined(await Promise.all(parts.map(({ part, address }) => ask(address, part)))),
    { refreshInterval: STEP_MS, keepPreviousData: true },
  );
  return data ?? null;
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
  const response = await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) });
  leadToDoor(response);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const coverage = (await response.json()) as Coverage;
  if (isSettled(to, serverNow())) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(address, coverage);
  }
  return coverage;
}
