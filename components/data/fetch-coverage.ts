import type { Coverage, Span } from "#lib/model/coverage.ts";
import { fetchJson } from "./fetch-json.ts";

/**
 * Fetches when a stream was on in a stretch of time.
 *
 * @param query names the stream and its source
 * @throws what `fetchJson` throws
 */
export async function fetchCoverage(query: string, [from, to]: Span): Promise<Coverage> {
  return (await fetchJson(`/api/coverage?${query}&from=${from}&to=${to}`)) as Coverage;
}
