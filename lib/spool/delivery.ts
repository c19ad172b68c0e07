import { setTimeout as delay } from "node:timers/promises";
import { describeError, type Log } from "#lib/http/log.ts";
import { streamId } from "#lib/model/stream.ts";
import { type Backoff, createBackoff } from "./backoff.ts";
import type { Entry } from "./entry.ts";
import type { Spool } from "./files.ts";
import { createFinished } from "./finished.ts";
import { createOptionalLease, type Lease } from "./lease.ts";
import type { Aside } from "./names.ts";

const IDLE_MS = 1_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;
/** New hooks go first: this is a small part of the connections and of the threads for pictures. */
const MAX_CONCURRENCY = 8;

/** All feeds may post in the same instant, every half minute. Such an overload is over in seconds. */
const MAX_OVERLOAD_WAIT_MS = 5_000;
const OVERLOAD_CHECK_MS = 100;

export type DeliveryParts = {
  readonly spool: Omit<Spool, "add" | "usage" | "check">;
  readonly lease: Lease;
  /** Returns "rejected" for an entry that can never be stored; throws while the store fails. */
  readonly store: (entry: Entry) => Promise<"stored" | "rejected">;
  readonly isOverloaded: () => boolean;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly time?: Time;
};

type Time = {
  /** A monotonic clock, in ms. */
  readonly now: () => number;
  /** Ends early with the signal. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

const REAL_TIME: Time = {
  now: performance.now.bind(performance),
  pause: (ms, signal) => delay(ms, undefined, { signal, ref: false }).catch(() => undefined),
};

type State = {
  /** Keys are streams, and the names of files that cannot be read. */
  readonly backoff: Backoff;
  /** The key of each file that waits in backoff, so that it is not read again to find out. */
  readonly keys: Map<string, string>;
  readonly finished: ReturnType<typeof createFinished>;
  concurrency: number;
};

/**
 * Delivers the spool, oldest entries first, until the signal: several streams at once, each in its order. A stream that
 * fails is in backoff, and then one of its entries is tried after those of other streams; the same holds for files that
 * cannot be read. While all fail, passes become rarer. While another process has the lease, this one waits.
 *
 * Where no lease can be written, on a full or read-only disk, it delivers without one. Then several processes may deliver
 * the same entries, which the store accepts once. Without a delivery, a full disk would stay full.
 */
export async function deliverSpooled(parts: DeliveryParts): Promise<void> {
  const { spool, log, signal, time = REAL_TIME } = parts;
  const lease = createOptionalLease(parts.lease, log);
  const state: State = {
    backoff: createBackoff(time.now),
    keys: new Map(),
    finished: createFinished(log),
    concurrency: MAX_CONCURRENCY,
  };
  let failedPasses = 0;
  while (!signal.aborted) {
    try {
      const names = await spool.list();
      const { delivered, failed } = await deliverAll(names, state, { ...parts, lease });
      if (delivered > 0) log("spool-delivered", { hooks: delivered });
      // Over a slow line, one upload may be in time where eight are not.
      if (delivered > 0) state.concurrency = Math.min(MAX_CONCURRENCY, state.concurrency + 1);
      else if (failed > 0) state.concurrency = Math.max(1, state.concurrency >> 1);
      failedPasses = delivered === 0 && failed >= MAX_CONCURRENCY ? failedPasses + 1 : 0;
    } catch (error) {
      log("spool-waits", { level: "warn", error: describeError(error) });
      failedPasses += 1;
    }
    const retryMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (failedPasses - 1));
    await time.pause(failedPasses === 0 ? IDLE_MS : retryMs * (0.5 + Math.random() / 2), signal);
  }
}

async function deliverAll(
  listed: readonly string[],
  { backoff, keys, finished, concurrency }: State,
  { spool, lease, store, isOverloaded, log, signal, time = REAL_TIME }: DeliveryParts,
): Promise<{ delivered: number; failed: number }> {
  const counts = { delivered: 0, failed: 0, recovered: 0 };
  const present = new Set(listed);
  await finished.retry(present);
  const names = listed.filter((name) => !finished.has(name));
  for (const name of keys.keys()) if (!present.has(name)) keys.delete(name);
  backoff.keepOnly(new Set(keys.values()));
  if (names.length === 0 || !(await lease.hold())) return counts;
  // A read-only disk keeps them.
  await spool.removeDrafts().catch(() => undefined);
  const retries = backoff.ready();
  /** The first entry of each key in backoff. */
  const firsts = new Map<string, string>();
  const running = new Map<string, Promise<void>>();

  function postpone(name: string, key: string): void {
    keys.set(name, key);
    if (!firsts.has(key)) firsts.set(key, name);
  }

  function fail(name: string, key: string, error: unknown): void {
    counts.failed += 1;
    if (counts.failed === 1) log("spool-waits", { level: "warn", file: name, error: describeError(error) });
    backoff.fail(key);
    postpone(name, key);
  }

  const setAside = (name: string, why: Aside) =>
    finished.add(name, async () => {
      const movedTo = await spool.setAside(name, why);
      if (movedTo !== null) log(`spool-${why}`, { level: "error", file: name, movedTo });
    });

  async function deliver(name: string, entry: Entry): Promise<void> {
    if ((await store(entry)) === "rejected") return setAside(name, "rejected");
    await finished.add(name, () => spool.remove(name));
    counts.delivered += 1;
  }

  /** @param retry the key in backoff that this entry tries again */
  async function start(name: string, retry?: string): Promise<void> {
    for (let waited = 0; waited < MAX_OVERLOAD_WAIT_MS && isOverloaded(); waited += OVERLOAD_CHECK_MS) {
      if (signal.aborted) break;
      await time.pause(OVERLOAD_CHECK_MS, signal);
    }
    const entry = await spool.read(name).catch((error: unknown) => {
      fail(name, name, error);
      return "gone" as const;
    });
    if (entry === "gone") return;
    if (entry === "damaged") return setAside(name, "damaged");
    if (retry === name) {
      // It can be read again: the next pass delivers it with its stream.
      backoff.succeed(name);
      return;
    }
    const stream = streamId((entry.kind === "frame" ? entry.frame : entry.event).stream);
    await running.get(stream);
    while (running.size >= concurrency) await Promise.race(running.values());
    if (retry === undefined && backoff.has(stream)) {
      postpone(name, stream);
      return;
    }
    const delivery = deliver(name, entry)
      .then(() => {
        if (retry !== undefined) counts.recovered += 1;
        backoff.succeed(stream);
      })
      .catch((error: unknown) => fail(name, stream, error))
      .finally(() => running.delete(stream));
    running.set(stream, delivery);
  }

  // After so many failures, it is the store.
  const isOver = async () => counts.failed >= MAX_CONCURRENCY || signal.aborted || !(await lease.hold());

  for (const name of names) {
    if (await isOver()) break;
    const key = keys.get(name);
    if (key !== undefined && backoff.has(key)) postpone(name, key);
    else await start(name);
  }
  for (const key of retries) {
    const name = firsts.get(key);
    if (name !== undefined && !(await isOver())) await start(name, key);
  }
  await Promise.all(running.values());
  // Others may have failed for the same reason.
  if (counts.recovered > 0) backoff.reset();
  return counts;
}
