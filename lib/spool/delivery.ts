import { setTimeout as delay } from "node:timers/promises";
import { describeError, type Log } from "#lib/http/log.ts";
import { streamId } from "#lib/model/stream.ts";
import type { Entry } from "./entry.ts";
import type { Lease } from "./lease.ts";
import type { Spool } from "./spool.ts";
import { createTroubled } from "./troubled.ts";

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
  /** "rejected" when the store would take it and it is no hook to be stored; throws while the store cannot. */
  readonly store: (entry: Entry) => Promise<"stored" | "rejected">;
  /** Whether so many hooks come that they need all there is. */
  readonly isBusy: () => boolean;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/**
 * Delivers what is spooled, the oldest first, until the signal: of several streams at once, of each in its order. A
 * stream of which the store refuses something waits, ever longer, and then one of it is tried, after all that others
 * have; so it holds back no other, and no more does what cannot be read. While the store refuses all, it is asked ever
 * more slowly. While another process has the lease, it waits.
 */
export async function deliverSpooled({
  spool,
  lease,
  store,
  isBusy,
  log,
  signal,
}: DeliveryParts): Promise<void> {
  let passesInVain = 0;
  /** Fewer where all fail: over a thin line one may be in time where eight are not. */
  let atOnce = MOST_AT_ONCE;
  /** Streams, and names of what cannot be read. */
  const troubled = createTroubled();
  /** What is troubled where a name waits: it need not be read to know that. */
  const waiting = new Map<string, string>();
  while (!signal.aborted) {
    try {
      await ((await isPassInVain()) ? waitLonger() : pause(IDLE_MS));
    } catch (error) {
      log("spool-waits", { level: "warn", error: describeError(error) });
      await waitLonger();
    }
  }

  function waitLonger(): Promise<void> {
    const longest = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(passesInVain++, 10));
    return pause(longest * (0.5 + Math.random() / 2));
  }

  function forgetAllBut(names: ReadonlySet<string>): void {
    for (const name of waiting.keys()) if (!names.has(name)) waiting.delete(name);
    troubled.keep(new Set(waiting.values()));
  }

  async function isPassInVain(): Promise<boolean> {
    const names = await spool.names();
    forgetAllBut(new Set(names));
    const { delivered, failed, isBack } = await deliverAll(names);
    if (delivered > 0) log("spool-delivered", { hooks: delivered });
    // What it was may have been the same for others.
    if (isBack) troubled.hurry();
    if (delivered > 0) atOnce = Math.min(MOST_AT_ONCE, atOnce + 1);
    else if (failed > 0) atOnce = Math.max(1, atOnce >> 1);
    const isInVain = delivered === 0 && failed >= MOST_AT_ONCE;
    if (!isInVain) passesInVain = 0;
    return isInVain;
  }

  async function deliverAll(names: readonly string[]) {
    let [delivered, failed, isBack] = [0, 0, false];
    let first: { readonly file: string; readonly error: string } | undefined;
    if (names.length === 0 || !(await lease.hold())) return { delivered, failed, isBack };
    await spool.removeDrafts();
    const due = troubled.due();
    /** The first entry of each that is troubled. */
    const firsts = new Map<string, string>();
    const underWay = new Map<string, Promise<void>>();

    function leave(name: string, what: string): void {
      waiting.set(name, what);
      if (!firsts.has(what)) firsts.set(what, name);
    }

    function fail(name: string, what: string, error: unknown): void {
      failed += 1;
      first ??= { file: name, error: describeError(error) };
      troubled.failed(what);
      leave(name, what);
    }

    async function deliver(name: string, entry: Entry): Promise<void> {
      if ((await store(entry)) === "rejected") await reject(name);
      else {
        await spool.remove(name);
        delivered += 1;
      }
    }

    /** @param tried what is troubled, and tried again with this */
    async function begin(name: string, tried: string | null): Promise<void> {
      await calm();
      const entry = await spool.read(name).catch((error: unknown) => {
        fail(name, name, error);
        return "gone" as const;
      });
      if (entry === "gone") return;
      if (entry === "damaged") return reject(name);
      const stream = streamOf(entry);
      // It can be read again: it goes with its stream, in the next pass.
      if (tried === name) {
        troubled.delivered(name);
        return;
      }
      await underWay.get(stream);
      while (underWay.size >= atOnce) await Promise.race(underWay.values());
      if (troubled.has(stream) && tried === null) {
        leave(name, stream);
        return;
      }
      const work = deliver(name, entry)
        .then(
          () => {
            isBack ||= tried !== null;
            troubled.delivered(stream);
          },
          (error: unknown) => fail(name, stream, error),
        )
        .finally(() => underWay.delete(stream));
      underWay.set(stream, work);
    }

    // So many in vain: it is the store.
    const isOver = async () => failed >= MOST_AT_ONCE || signal.aborted || !(await lease.hold());

    for (const name of names) {
      if (await isOver()) break;
      const what = waiting.get(name);
      if (what !== undefined && troubled.has(what)) leave(name, what);
      else await begin(name, null);
    }
    for (const what of due) {
      const name = firsts.get(what);
      if (name === undefined || (await isOver())) continue;
      await begin(name, what);
    }
    await Promise.all(underWay.values());
    if (first !== undefined) log("spool-waits", { level: "warn", ...first });
    return { delivered, failed, isBack };
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
