import type { LineKind, Log } from "#lib/http/log.ts";
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

/** A line each, as long as they do not come faster than the provider sends them. Lines of unsigned hooks take no room. */
const SIGNED: LineKind = { name: "signed hooks", perSecond: 1_000 };

export function createReport(log: Log, onHook: (report: HookReport) => void): Report {
  return ({ outcome, bytes = 0, signedBySecret = null, logFields }, status, { delivered, arrivedAt }) => {
    const isRejected = "rejected" in outcome;
    const name = isRejected ? outcome.rejected : outcome.accepted;
    const { faults = [], isBare = false, isNoted = false } = isRejected ? {} : outcome;
    const durationMs = Math.round((performance.now() - arrivedAt) * 10) / 10;
    onHook({ outcome: name, isAccepted: !isRejected, bytes, durationMs, signedBySecret, faults, isBare });
    // The store is asked for signed hooks only.
    const isSigned = signedBySecret !== null || name === "store";
    const logged = {
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
    };
    log("hook", logged, isSigned ? SIGNED : undefined);
  };
}
