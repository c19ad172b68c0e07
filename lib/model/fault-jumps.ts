import { findGaps, type Coverage, type Span } from "./coverage.ts";

/**
 * Finds the next fault that begins after a moment, or the last one that begins before it; null if there is none.
 *
 * @param span the span of the coverage
 */
export function findFault(coverage: Coverage, span: Span, moment: number, by: -1 | 1): number | null {
  const { stalled, offline } = findGaps(coverage, span);
  const beginnings = [...coverage.faults.map((fault) => fault.span), ...stalled, ...offline]
    .map(([beginning]) => beginning)
    .filter((at) => at >= span[0] && at < span[1])
    .sort((a, b) => a - b);
  const found = by < 0 ? beginnings.filter((at) => at < moment).at(-1) : beginnings.find((at) => at > moment);
  return found ?? null;
}
