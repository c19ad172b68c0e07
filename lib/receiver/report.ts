import type { Log } from "#lib/http/log.ts";
import type { HookReport } from "#lib/metrics/metrics.ts";
import type { Stored } from "./storing.ts";

const MOST_LINES_PER_SECOND = 50;

/** What became of a hook, and what is known of it once its body is read. */
export type Judged = Stored & { readonly bytes?: number; readonly signedBySecret?: number };

type Arrival = {
  /** ms since 1970 */
  readonly delivered: number;
  /** By performance.now(). */
  readonly at: number;
};

/** Tells log and metrics of a hook that is about to be answered: a line for each. */
export type Report = (judged: Judged, status: number, arrival: Arrival) => void;

export function createReport({
  log,
  onHook,
}: {
  readonly log: Log;
  readonly onHook: (report: HookReport) => void;
}): Report {
  const hasLine = createLineLimit();

  return ({ outcome, bytes = 0, signedBySecret = null, facts }, status, { delivered, at }) => {
    const name = "taken" in outcome ? outcome.taken : outcome.refused;
    const faults = "taken" in outcome ? (outcome.faults ?? []) : [];
    const detail = "refused" in outcome ? outcome.detail : undefined;
    const durationMs = Math.round((performance.now() - at) * 10) / 10;
    onHook({ outcome: name, bytes, durationMs, signedBySecret, faults });
    const isStranger = "refused" in outcome && signedBySecret === null;
    const line = isStranger ? hasLine(delivered) : { unlogged: 0 };
    if (line === null) return;
    log("hook", {
      outcome: name,
      status,
      bytes: bytes || undefined,
      signedBySecret: signedBySecret ?? undefined,
      ...facts,
      faults: faults.length > 0 ? faults.join(",") : undefined,
      detail,
      delivered: isoTime(delivered),
      durationMs,
      unlogged: line.unlogged || undefined,
    });
  };
}

/**
 * Of what nobody signed, so many lines a second: a flood must not fill the disk with them. The metrics count them all.
 *
 * @returns how many had no line since the last that had; null for no line
 */
function createLineLimit(): (now: number) => { readonly unlogged: number } | null {
  let second = 0;
  let lines = 0;
  let unlogged = 0;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) [second, lines] = [current, 0];
    lines += 1;
    if (lines > MOST_LINES_PER_SECOND) {
      unlogged += 1;
      return null;
    }
    const line = { unlogged };
    unlogged = 0;
    return line;
  };
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
