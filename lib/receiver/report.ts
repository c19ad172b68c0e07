import { createLineLimit } from "#lib/http/line-limit.ts";
import type { Log } from "#lib/http/log.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import type { Result } from "./store-or-spool.ts";

/** What became of a hook, and what is known of it once its body is read. */
export type Handled = Result & { readonly bytes?: number; readonly signedBySecret?: number };

type Arrival = {
  /** ms since 1970 */
  readonly delivered: number;
  /** By performance.now(). */
  readonly at: number;
};

/** Tells log and metrics of a hook that is about to be answered: a line for each. */
export type Report = (handled: Handled, status: number, arrival: Arrival) => void;

export function createReport({
  log,
  onHook,
}: {
  readonly log: Log;
  readonly onHook: (report: HookReport) => void;
}): Report {
  const hasLine = createLineLimit();

  return ({ outcome, bytes = 0, signedBySecret = null, logFields }, status, { delivered, at }) => {
    const name = "accepted" in outcome ? outcome.accepted : outcome.rejected;
    const { faults = [], isBare = false, isNoted = false } = "accepted" in outcome ? outcome : {};
    const detail = "rejected" in outcome ? outcome.detail : undefined;
    const durationMs = Math.round((performance.now() - at) * 10) / 10;
    onHook({ outcome: name, bytes, durationMs, signedBySecret, faults, isBare });
    const isStranger = "rejected" in outcome && signedBySecret === null;
    const line = isStranger ? hasLine(delivered) : { unlogged: 0 };
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
      detail,
      delivered: isoTime(delivered),
      durationMs,
      unlogged: line.unlogged || undefined,
    });
  };
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
