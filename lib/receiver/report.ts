import { createLineLimit, type Log } from "#lib/http/log.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import type { Result } from "./outcome.ts";

type Arrival = {
  /** ms since 1970 */
  readonly delivered: number;
  /** By performance.now(). */
  readonly arrivedAt: number;
};

/** Writes a hook to the log and the metrics before it is answered. */
export type Report = (result: Result, status: number, arrival: Arrival) => void;

export function createReport(log: Log, onHook: (report: HookReport) => void): Report {
  const limitLines = createLineLimit();

  return ({ outcome, bytes = 0, signedBySecret = null, logFields }, status, { delivered, arrivedAt }) => {
    const isRejected = "rejected" in outcome;
    const name = isRejected ? outcome.rejected : outcome.accepted;
    const { faults = [], isBare = false, isNoted = false } = isRejected ? {} : outcome;
    const durationMs = Math.round((performance.now() - arrivedAt) * 10) / 10;
    onHook({ outcome: name, bytes, durationMs, signedBySecret, faults, isBare });
    const line = isRejected && signedBySecret === null ? limitLines(delivered) : { unlogged: 0 };
    if (line === null) return;
    log("hook", {
      outcome: name,
      status,
      bytes: bytes || undefined,
      signedBySecret: signedBySecret ?? undefined,
      ...logFields,
      faults: faults.length > 0 ? faults.join(",") : undefined,
      bare: isBare || undefined,
      noted: isNoted || undefined,
      detail: isRejected ? outcome.detail : undefined,
      delivered: new Date(delivered).toISOString(),
      durationMs,
      unlogged: line.unlogged || undefined,
    });
  };
}
