import { setTimeout as delay } from "node:timers/promises";
import { describeError, type Log } from "#lib/http/log.ts";
import { streamId } from "#lib/provider/stream.ts";
import type { Entry } from "./entry.ts";
import type { Lease } from "./lease.ts";
import type { Spool } from "./spool.ts";

const IDLE_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const SLOWEST_RETRY_MS = 30_000;
/** The hooks that come now go first: this is a small part of the connections and of the pictures' threads. */
const MOST_AT_ONCE = 8;

/** The provider's feeds may all post in the same instant, every half minute: it is over in seconds. */
const LONGEST_RUSH_MS = 5_000;
const LOOK_MS = 100;

export type DeliveryParts = {
  readonly spool: Spool;
  readonly lease: Lease;
  /** "refused" when the store would take it and it is no hook to be stored; throws while the store cannot. */
  readonly store: (entry: Entry) => Promise<"stored" | "refused">;
  /** Whether so many hooks come that they need all there is. */
  readonly isBusy: () => boolean;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/** What was not delivered in a pass, and why. */
type Failure = { readonly name: string; readonly error: unknown };

/**
 * Delivers what is spooled, the oldest first, until the signal: of several streams at once, of each in its order. While
 * the store refuses, it tries the same entries again, ever more slowly. What is refused of one stream, or cannot be
 * read, holds back no other. While another process has the lease, it waits.
 */
export async function deliverSpooled({
  spool,
  lease,
  store,
  isBusy,
  log,
  signal,
}: DeliveryParts): Promise<void> {
  let failedPasses = 0;
  /** Fewer where all fail: over a thin line one may be in time where eight are not. */
  let atOnce = MOST_AT_ONCE;
  while (!signal.aborted) {
    try {
      const failure = await deliverAll();
      if (failure === null) {
        failedPasses = 0;
        await pause(IDLE_MS);
      } else await waitLonger(failure);
    } catch (error) {
      await waitLonger({ error });
    }
  }

  function waitLonger({ name, error }: Partial<Failure>): Promise<void> {
    log("spool-waits", { level: "warn", file: name, error: describeError(error) });
    const longest = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failedPasses++, 10));
    return pause(longest * (0.5 + Math.random() / 2));
  }

  /** @returns the first failure; null when there is none */
  async function deliverAll(): Promise<Failure | null> {
    let delivered = 0;
    const names = await spool.names();
    if (names.length === 0 || !(await lease.hold())) return null;
    await spool.removeDrafts();
    const underWay = new Map<string, Promise<void>>();
    const unread: Failure[] = [];
    /** By stream: nothing of it may overtake what failed. */
    const failures = new Map<string, Failure>();

    async function deliver(name: string, entry: Entry): Promise<void> {
      if ((await store(entry)) === "refused") return reject(name);
      await spool.remove(name);
      delivered += 1;
    }

    for (const name of names) {
      // So many streams in vain: it is the store.
      if (failures.size >= MOST_AT_ONCE || signal.aborted || !(await lease.hold())) break;
      await calm();
      const entry = await spool.read(name).catch((error: unknown) => void unread.push({ name, error }));
      if (entry === "gone" || entry === undefined) continue;
      if (entry === "damaged") {
        await reject(name);
        continue;
      }
      const stream = streamOf(entry);
      await underWay.get(stream);
      while (underWay.size >= atOnce) await Promise.race(underWay.values());
      if (failures.has(stream)) continue;
      const work = deliver(name, entry)
        .catch((error: unknown) => void failures.set(stream, { name, error }))
        .finally(() => underWay.delete(stream));
      underWay.set(stream, work);
    }
    await Promise.all(underWay.values());
    if (delivered > 0) log("spool-delivered", { hooks: delivered });
    atOnce = delivered > 0 ? Math.min(MOST_AT_ONCE, atOnce + 1) : Math.max(1, atOnce >> 1);
    return [...failures.values(), ...unread][0] ?? null;
  }

  /** Waits until a rush is over, but not for ever: what is spooled must go too. */
  async function calm(): Promise<void> {
    for (let waited = 0; waited < LONGEST_RUSH_MS && isBusy() && !signal.aborted; waited += LOOK_MS) {
      await pause(LOOK_MS);
    }
  }

  async function reject(name: string): Promise<void> {
    log("spool-rejected", { level: "error", file: name });
    await spool.putAside(name);
  }

  function pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function streamOf(entry: Entry): string {
  return streamId((entry.kind === "frame" ? entry.frame : entry.event).stream);
}
