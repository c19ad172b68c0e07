import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "#lib/store/store.ts";

/** What is told to anybody who asks: no name, address or reason; these are in the log. */
export type Health = { readonly status: "ok" | "failing"; readonly store?: "ok" | "failing" };

export type HealthParts = {
  readonly store: Pick<Store, "probe" | "probeReading">;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

/** What the store is asked to do: all that a receiver needs, or what a process needs that only shows. */
export type Depth = "all" | "reading";

/** What an address asks for: `?deep`, or `?deep=read` where the keys may not write. */
export function depthOf(query: URLSearchParams): Depth | null {
  const deep = query.get("deep");
  if (deep === null) return null;
  return deep === "read" ? "reading" : "all";
}

const PROBE_DEADLINE_MS = 4_000;
/** However many ask, the store is probed no more often: each probe costs four requests. */
const BELIEVED_MS = 10_000;

/** Makes the health check of a process: that it answers and, when asked for more, that its store does its work. */
export function createHealthCheck({
  store,
  log,
  now,
}: HealthParts): (depth: Depth | null) => Promise<Health> {
  const probes = {
    all: (signal: AbortSignal) => store.probe(signal),
    reading: (signal: AbortSignal) => store.probeReading(signal),
  };
  const last = new Map<Depth, { readonly at: number; readonly isFine: Promise<boolean> }>();

  async function probe(depth: Depth): Promise<boolean> {
    try {
      await probes[depth](AbortSignal.timeout(PROBE_DEADLINE_MS));
      return true;
    } catch (error) {
      log("health-failing", { level: "error", error: describeError(error) });
      return false;
    }
  }

  return async (depth) => {
    if (depth === null) return { status: "ok" };
    let known = last.get(depth);
    if (known === undefined || Math.abs(now() - known.at) >= BELIEVED_MS) {
      known = { at: now(), isFine: probe(depth) };
      last.set(depth, known);
    }
    const status = (await known.isFine) ? "ok" : "failing";
    return { status, store: status };
  };
}

export function healthResponse(health: Health): Response {
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
