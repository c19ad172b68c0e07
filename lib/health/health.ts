import { describeError, type Log } from "#lib/http/log.ts";
import type { Store } from "#lib/store/store.ts";

/** What is told to anybody who asks: no name, address or reason; these are in the log. */
export type Health = { readonly status: "ok" | "failing"; readonly store?: "ok" | "failing" };

export type HealthParts = {
  readonly store: Pick<Store, "probe">;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

const PROBE_DEADLINE_MS = 4_000;
/** However many ask, the store is probed no more often: each probe costs four requests. */
const BELIEVED_MS = 10_000;

/** Makes the health check of a process: that it answers and, when asked for more, that its store does its work. */
export function createHealthCheck({ store, log, now }: HealthParts): (isDeep: boolean) => Promise<Health> {
  let last: { readonly at: number; readonly isFine: Promise<boolean> } | undefined;

  async function probe(): Promise<boolean> {
    try {
      await store.probe(AbortSignal.timeout(PROBE_DEADLINE_MS));
      return true;
    } catch (error) {
      log("health-failing", { level: "error", error: describeError(error) });
      return false;
    }
  }

  return async (isDeep) => {
    if (!isDeep) return { status: "ok" };
    if (last === undefined || Math.abs(now() - last.at) >= BELIEVED_MS) last = { at: now(), isFine: probe() };
    const status = (await last.isFine) ? "ok" : "failing";
    return { status, store: status };
  };
}
