import { setTimeout as delay } from "node:timers/promises";
import { describeError, type Log } from "#lib/http/log.ts";
import type { Entry } from "./entry.ts";
import type { Lease } from "./lease.ts";
import type { Spool } from "./spool.ts";

const IDLE_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const SLOWEST_RETRY_MS = 30_000;

export type DeliveryParts = {
  readonly spool: Spool;
  readonly lease: Lease;
  /** "refused" when the store would take it and it is no hook to be stored; throws while the store cannot. */
  readonly store: (entry: Entry) => Promise<"stored" | "refused">;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/**
 * Delivers what is spooled, the oldest first, until the signal. While the store refuses, it tries the same entry again,
 * ever more slowly. While another process has the lease, it waits.
 */
export async function deliverSpooled({ spool, lease, store, log, signal }: DeliveryParts): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const delivered = await deliverAll();
      if (delivered > 0) log("spool-delivered", { hooks: delivered });
      failures = 0;
      await pause(IDLE_MS);
    } catch (error) {
      log("spool-waits", { level: "warn", error: describeError(error) });
      await pause(
        Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures++, 10)) *
          (0.5 + Math.random() / 2),
      );
    }
  }

  async function deliverAll(): Promise<number> {
    let delivered = 0;
    const names = await spool.names();
    if (names.length === 0 || !(await lease.hold())) return delivered;
    await spool.removeDrafts();
    for (const name of names) {
      if (signal.aborted || !(await lease.hold())) break;
      const entry = await spool.read(name);
      if (entry === "gone") continue;
      if (entry === "damaged" || (await store(entry)) === "refused") {
        log("spool-rejected", { level: "error", file: name });
        await spool.putAside(name);
        continue;
      }
      await spool.remove(name);
      delivered += 1;
    }
    return delivered;
  }

  function pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
