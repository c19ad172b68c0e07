import { describeError, type Log } from "#lib/http/log.ts";
import type { Store, StoredFact } from "#lib/store/store.ts";

/** The facts of every feed at one moment. */
export type Snapshot = {
  readonly facts: readonly StoredFact[];
  /** When the store was asked, ms since 1970. */
  readonly asOf: number;
};

export type SnapshotParts = {
  readonly store: Pick<Store, "listFacts">;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

const FRESH_MS = 2_000;
const AFTER_FAILURE_MS = 1_000;
const LIST_DEADLINE_MS = 4_000;
/** How long a viewer waits for news while there are older facts to show. */
const PATIENCE_MS = 1_000;

/**
 * Makes the one source of snapshots of a process: however many ask, the store is listed at most once every two
 * seconds. While it fails, the last good snapshot is given; `null` when there never was one.
 */
export function createSnapshots({ store, log, now }: SnapshotParts): () => Promise<Snapshot | null> {
  let last: Snapshot | null = null;
  let listing: Promise<Snapshot | null> | null = null;
  let failedAt = -Infinity;

  async function list(): Promise<Snapshot | null> {
    const asOf = now();
    try {
      last = { facts: await store.listFacts("all", AbortSignal.timeout(LIST_DEADLINE_MS)), asOf };
    } catch (error) {
      failedAt = now();
      log("snapshot-failed", { level: "error", error: describeError(error), lastGood: last?.asOf });
    } finally {
      listing = null;
    }
    return last;
  }

  return async () => {
    // A clock that was set back makes an age negative: that is not fresh.
    const isWithin = (ms: number, since: number) => now() >= since && now() - since < ms;
    const isFresh = last !== null && isWithin(FRESH_MS, last.asOf);
    if (isFresh || isWithin(AFTER_FAILURE_MS, failedAt)) return last;
    listing ??= list();
    return last === null ? listing : Promise.race([listing, lastAfter(PATIENCE_MS)]);
  };

  function lastAfter(ms: number): Promise<Snapshot | null> {
    return new Promise((resolve) => setTimeout(() => resolve(last), ms).unref());
  }
}
