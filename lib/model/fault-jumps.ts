import { findGaps, type Coverage, type Span } from "./coverage.ts";

/**
 * Finds the next fault that begins after a moment, or the last one that begins before it; null if there is none.
 *
 * @param span the span of the coverage
 */
export function findFault(coverage: Coverage, span: Span, moment: number, by: -1 | 1): number | null {
  const { stalled, offline } = findGaps(coverage, span);
  // After an unknown time it is not known when the stream went offline.
  const lost = offline.filter(([start]) => stalled.some(([, end]) => end === start));
  const beginnings = [...coverage.faults.map((fault) => fault.span), ...stalled, ...lost]
    .map(([beginning]) => beginning)
    .filter((at) => at >= span[0] && at < span[1])
    .sort((a, b) => a - b);
  const found = by < 0 ? beginnings.filter((at) => at < moment).at(-1) : beginnings.find((at) => at > moment);
  return found ?? null;
}
