import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "#lib/store/store.ts";

export type HealthParts = {
  readonly store: Pick<Store, "probe" | "probeReading">;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

const PROBE_TIMEOUT_MS = 4_000;
/** Limits the probes for all clients together: each costs four requests. */
const PROBE_INTERVAL_MS = 10_000;

/**
 * Makes the health check of a process. It answers the query of `/api/health`: with `?deep` it probes what a receiver
 * needs of the store, with `?deep=read` what a gallery needs. The answer holds no name, address or reason; the log does.
 */
export function createHealthCheck({ store, log, now }: HealthParts) {
  const last = new Map<"probe" | "probeReading", { readonly at: number; readonly isOk: Promise<boolean> }>();

  async function tryProbe(probe: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    try {
      await probe(AbortSignal.timeout(PROBE_TIMEOUT_MS));
      return true;
    } catch (error) {
      log("health-failing", { level: "error", error: describeError(error) });
      return false;
    }
  }

  return async (query: URLSearchParams): Promise<Response> => {
    const headers = { "Cache-Control": "no-store" };
    const deep = query.get("deep");
    if (deep === null) return Response.json({ status: "ok" }, { headers });
    const depth = deep === "read" ? "probeReading" : "probe";
    let known = last.get(depth);
    if (known === undefined || Math.abs(now() - known.at) >= PROBE_INTERVAL_MS) {
      known = { at: now(), isOk: tryProbe(store[depth]) };
      last.set(depth, known);
    }
    const isOk = await known.isOk;
    const status = isOk ? "ok" : "failing";
    return Response.json({ status, store: status }, { status: isOk ? 200 : 503, headers });
  };
}
