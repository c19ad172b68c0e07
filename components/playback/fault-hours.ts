import useSWR from "swr";
import { fetchJson } from "#components/data/fetch-json.ts";
import type { FaultHours } from "#lib/model/past.ts";
import { HOUR_MS } from "./moments.ts";
import type { Mark } from "./marks.ts";

const REFRESH_MS = 60_000;
const NONE: readonly Mark[] = [];

/** The hours of the wall's past with faults, oldest first. @param latest ms since 1970 */
export function useFaultHours(latest: number, reachMs: number): readonly Mark[] {
  // Whole hours, so that viewers share the response.
  const to = Math.ceil(latest / HOUR_MS) * HOUR_MS;
  const from = Math.floor((to - reachMs) / HOUR_MS) * HOUR_MS;
  const { data } = useSWR<readonly Mark[], Error>(
    `/api/faults?from=${from}&to=${to}`,
    async (address: string) => toMarks((await fetchJson(address)) as FaultHours),
    { refreshInterval: REFRESH_MS, keepPreviousData: true },
  );
  return data ?? NONE;
}

function toMarks({ hours }: FaultHours): Mark[] {
  const ascending = [...hours].sort((a, b) => a.from - b.from);
  return ascending.flatMap(({ from, faults }) =>
    faults.map((kind): Mark => ({ kind, span: [from, from + HOUR_MS] })),
  );
}

/** The beginning of the nearest mark before or after a moment; null when there is none. */
export function adjacentFault(marks: readonly Mark[], moment: number, by: -1 | 1): number | null {
  const beginnings = marks.map(({ span }) => span[0]);
  const found = by < 0 ? beginnings.filter((at) => at < moment).at(-1) : beginnings.find((at) => at > moment);
  return found ?? null;
}
