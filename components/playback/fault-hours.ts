import useSWR from "swr";
import type { FaultSpan } from "#lib/model/coverage.ts";
import type { FaultHours } from "#lib/model/past.ts";
import { askData } from "#components/data/ask-data.ts";
import { HOUR_MS } from "./moments.ts";

const REFRESH_MS = 60_000;

/** The hours of the past in which a picture had a fault, oldest first. @param latest ms since 1970 */
export function useFaultHours(latest: number, reachMs: number): readonly FaultSpan[] {
  // Whole hours, so that viewers share the answer.
  const to = Math.ceil(latest / HOUR_MS) * HOUR_MS;
  const from = Math.floor((to - reachMs) / HOUR_MS) * HOUR_MS;
  const { data } = useSWR<readonly FaultSpan[], Error>(
    `/api/faults?from=${from}&to=${to}`,
    async (address: string) => spansOf((await askData(address)) as FaultHours),
    { refreshInterval: REFRESH_MS, keepPreviousData: true },
  );
  return data ?? [];
}

function spansOf({ hours }: FaultHours): FaultSpan[] {
  const ascending = hours.toSorted((a, b) => a.from - b.from);
  return ascending.flatMap(({ from, faults }) =>
    faults.map((fault): FaultSpan => ({ fault, span: [from, from + HOUR_MS] })),
  );
}

/** The beginning of the nearest hour with a fault before or after a moment; null when there is none. */
export function adjacentFault(faults: readonly FaultSpan[], moment: number, by: -1 | 1): number | null {
  const begins = faults.map(({ span }) => span[0]);
  const found = by < 0 ? begins.findLast((from) => from < moment) : begins.find((from) => from > moment);
  return found ?? null;
}
