/** The memory of one body, from its first byte to the answer. */
export type Reservation = {
  /** Reserves memory for more of the body. Returns false when there is none in time: the body must be given up. */
  readonly reserve: (bytes: number) => Promise<boolean>;
  /** Resolves when a slow body must make room for others. */
  readonly evicted: Promise<"evicted">;
  /** The body is whole, and is not evicted any more. */
  readonly complete: () => void;
  readonly release: () => void;
};

/** The longest that a body waits for memory, in all its parts together. Hooks must be answered within seconds. */
const MAX_WAIT_MS = 2_000;
/** A frame takes a second to arrive. Slower bodies are evicted when memory is short. */
const SLOW_MS = 2_000;

type Body = { bytes: number; waitedMs: number; readonly since: number; readonly evict: () => void };

/** Limits the memory of all bodies together. */
export function createInFlightLimit(
  maxBytes: number,
  now: () => number = performance.now.bind(performance),
): { readonly open: () => Reservation; readonly bytes: () => number } {
  let reserved = 0;
  /** Bodies that are not whole yet, oldest first. */
  const receiving = new Set<Body>();
  /** FIFO: a body that does not fit holds back smaller ones behind it. */
  const waiting = new Set<() => boolean>();

  function drop(body: Body): void {
    receiving.delete(body);
    reserved -= body.bytes;
    body.bytes = 0;
  }

  function evictSlowest(except: Body): boolean {
    const slowest = [...receiving].find((body) => body !== except && body.bytes > 0);
    if (slowest === undefined || now() - slowest.since < SLOW_MS) return false;
    drop(slowest);
    slowest.evict();
    return true;
  }

  function fit(body: Body, bytes: number): boolean {
    while (reserved + bytes > maxBytes) if (!evictSlowest(body)) return false;
    reserved += bytes;
    body.bytes += bytes;
    return true;
  }

  function wait(body: Body, bytes: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const startedAt = now();
    const retry = () => {
      const isReserved = fit(body, bytes);
      if (isReserved) end(true);
      return isReserved;
    };
    const end = (isReserved: boolean) => {
      clearTimeout(timer);
      waiting.delete(retry);
      body.waitedMs += now() - startedAt;
      resolve(isReserved);
    };
    const timer = setTimeout(() => end(fit(body, bytes)), MAX_WAIT_MS - body.waitedMs);
    waiting.add(retry);
    return promise;
  }

  function open(): Reservation {
    const { promise: evicted, resolve } = Promise.withResolvers<"evicted">();
    const body: Body = { bytes: 0, waitedMs: 0, since: now(), evict: () => resolve("evicted") };
    receiving.add(body);
    return {
      evicted,
      async reserve(bytes) {
        if (bytes > maxBytes || !receiving.has(body)) return false;
        return (waiting.size === 0 && fit(body, bytes)) || (await wait(body, bytes));
      },
      complete: () => void receiving.delete(body),
      release() {
        drop(body);
        for (const retry of [...waiting]) if (!retry()) break;
      },
    };
  }

  return { open, bytes: () => reserved };
}
