import { gapsIn, type Coverage, type Span } from "./coverage.ts";
import type { Fault } from "./frame.ts";

/** A moment at which a fault of a stream begins. */
export type FaultBeginning = { readonly at: number; readonly kind: Fault | "stalled" | "offline" };

/** The last fault that begins before a moment; null when there is none. @param span the stretch that the coverage is of */
export function previousFault(coverage: Coverage, span: Span, moment: number): FaultBeginning | null {
  return beginningsOf(coverage, span).findLast(({ at }) => at < moment) ?? null;
}

/** The first fault that begins after a moment; null when there is none. @param span the stretch that the coverage is of */
export function nextFault(coverage: Coverage, span: Span, moment: number): FaultBeginning | null {
  return beginningsOf(coverage, span).find(({ at }) => at > moment) ?? null;
}

function beginningsOf(coverage: Coverage, span: Span): FaultBeginning[] {
  const { stalled, offline } = gapsIn(coverage, span);
  return [
    ...coverage.faults.map(({ fault, span: [at] }): FaultBeginning => ({ at, kind: fault })),
    ...stalled.map(([at]): FaultBeginning => ({ at, kind: "stalled" })),
    ...offline.map(([at]): FaultBeginning => ({ at, kind: "offline" })),
  ]
    .filter(({ at }) => at >= span[0] && at < span[1])
    .sort((a, b) => a.at - b.at);
}
