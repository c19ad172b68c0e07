import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "#lib/store/store.ts";

export type HealthParts = {
  readonly store: Pick<Store, "probe" | "probeReading">;
  /** Rejects while the spool has no room for a frame. Null without a spool. */
  readonly spool?: (() => Promise<void>) | null;
  /** Whether previews are wanted, and this machine can make none. Frames are stored all the same. */
  readonly lacksPreviews?: () => Promise<boolean>;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

const PROBE_TIMEOUT_MS = 4_000;
/** Limits the probes for all clients together: each costs four requests. */
const PROBE_INTERVAL_MS = 10_000;

type Part = "probe" | "probeReading" | "spool";

/**
 * Makes the health check of a process. It answers the query of `/api/health`: with `?deep` it probes what a receiver
 * needs of the store and the spool, with `?deep=read` what a gallery needs. The answer holds no name, address or reason;
 * the log does.
 */
export function createHealthCheck({ store, spool = null, lacksPreviews, log, now }: HealthParts) {
  const last = new Map<Part, { readonly at: number; readonly isOk: Promise<boolean> }>();

  async function tryProbe(probe: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    try {
      await inTime(probe);
      return true;
    } catch (error) {
      log("health-failing", { level: "error", error: describeError(error) });
      return false;
    }
  }

  function check(part: Part, probe: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    const known = last.get(part);
    if (known !== undefined && Math.abs(now() - known.at) < PROBE_INTERVAL_MS) return known.isOk;
    const isOk = tryProbe(probe);
    last.set(part, { at: now(), isOk });
    return isOk;
  }

  return async (query: URLSearchParams): Promise<Response> => {
    const headers = { "Cache-Control": "no-store" };
    const deep = query.get("deep");
    if (deep === null) return Response.json({ status: "ok" }, { headers });
    const isReading = deep === "read";
    const [isStoreOk, isSpoolOk] = await Promise.all([
      isReading ? check("probeReading", store.probeReading) : check("probe", store.probe),
      isReading || spool === null ? null : check("spool", spool),
    ]);
    const isWithout = !isReading && (await lacksPreviews?.());
    const isOk = isStoreOk && isSpoolOk !== false;
    const parts = {
      store: say(isStoreOk),
      ...(isSpoolOk !== null && { spool: say(isSpoolOk) }),
      ...(isWithout && { previews: "unavailable" }),
    };
    return Response.json({ status: say(isOk), ...parts }, { status: isOk ? 200 : 503, headers });
  };
}

const say = (isOk: boolean) => (isOk ? "ok" : "failing");

/** A broken disk may never answer, and knows no signal. */
async function inTime(probe: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason as Error);
  signal.addEventListener("abort", end, { once: true });
  await Promise.race([probe(signal), late]).finally(() => signal.removeEventListener("abort", end));
}
