/** The bytes of one body, from its first to the answer. */
export type Claim = {
  /** Asks for room for more of a body. False when there is none in time: the body must be given up. */
  readonly take: (bytes: number) => Promise<boolean>;
  /** Resolves when others need the room more: whoever is still sending is given up. */
  readonly evicted: Promise<"evicted">;
  /** The body is whole: it is not given up any more. */
  readonly settle: () => void;
  readonly release: () => void;
};

/** Bounds the memory that bodies take, however many come at once. */
export type ByteBudget = { readonly open: () => Claim };

/** The longest that a body waits for room, in all its parts together; hooks must be answered within seconds. */
const PATIENCE_MS = 2_000;
/** A frame takes a second to arrive. Who takes longer makes room first when room is short. */
const SLOW_MS = 2_000;

type Entry = { bytes: number; waitedMs: number; readonly since: number; readonly evict: () => void };

export function createByteBudget(
  most: number,
  now: () => number = performance.now.bind(performance),
): ByteBudget {
  let held = 0;
  /** Bodies that are still being sent, the oldest first. */
  const sending = new Set<Entry>();
  /** In the order in which they asked: who does not fit holds back the smaller ones behind. */
  const waiting = new Set<() => boolean>();

  function free(entry: Entry) {
    held -= entry.bytes;
    entry.bytes = 0;
    for (const retry of [...waiting]) if (!retry()) break;
  }

  function evictSlowest(except: Entry): boolean {
    for (const entry of sending) {
      if (entry === except || entry.bytes === 0) continue;
      if (now() - entry.since < SLOW_MS) return false;
      entry.evict();
      return true;
    }
    return false;
  }

  function fits(entry: Entry, bytes: number): boolean {
    while (held + bytes > most) if (!evictSlowest(entry)) return false;
    held += bytes;
    entry.bytes += bytes;
    return true;
  }

  function wait(entry: Entry, bytes: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const asked = now();
    const retry = () => {
      const granted = fits(entry, bytes);
      if (granted) end(true);
      return granted;
    };
    const end = (granted: boolean) => {
      clearTimeout(timer);
      waiting.delete(retry);
      entry.waitedMs += now() - asked;
      resolve(granted);
    };
    const timer = setTimeout(() => end(fits(entry, bytes)), PATIENCE_MS - entry.waitedMs);
    waiting.add(retry);
    return promise;
  }

  return {
    open() {
      const { promise: evicted, resolve } = Promise.withResolvers<"evicted">();
      const entry: Entry = {
        bytes: 0,
        waitedMs: 0,
        since: now(),
        evict() {
          sending.delete(entry);
          held -= entry.bytes;
          entry.bytes = 0;
          resolve("evicted");
        },
      };
      sending.add(entry);
      return {
        evicted,
        async take(bytes) {
          if (bytes > most || !sending.has(entry)) return false;
          // Whoever waits already goes first.
          return (waiting.size === 0 && fits(entry, bytes)) || (await wait(entry, bytes));
        },
        settle: () => void sending.delete(entry),
        release() {
          sending.delete(entry);
          free(entry);
        },
      };
    },
  };
}
