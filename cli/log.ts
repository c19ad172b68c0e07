import { setTimeout as delay } from "node:timers/promises";
import type { StoredEntry } from "#lib/model/feed.ts";
import { type LogEntry, logKey, startOfLog } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";

/** The part of a store that reads the end of the log. */
export type LogStore = Pick<Store, "now" | "confirmClock" | "listLog">;

/** A receiver accepts frames that are up to 2 minutes ahead. */
const MAX_AHEAD_MS = 150_000;
const POLL_MS = 500;
const LIST_DEADLINE_MS = 20_000;
/** The provider's clock may be behind the store's, so a new frame may sort before older ones. */
const CLOCK_MARGIN_MS = 30_000;

export function isOfStream(entry: LogEntry, stream: Stream): boolean {
  return streamId("frame" in entry ? entry.frame.stream : entry.stream) === streamId(stream);
}

/** Lists the entries of the last `ms`, by the store's clock. @throws StoreError */
export async function listTail(store: LogStore, ms: number, deadlineMs = LIST_DEADLINE_MS) {
  await store.confirmClock();
  const signal = AbortSignal.timeout(deadlineMs);
  const entries: StoredEntry[] = [];
  const until = store.now() + MAX_AHEAD_MS;
  let after: string | null = startOfLog(store.now() - ms);
  while (after !== null) {
    const page = await store.listLog({ after, until }, signal);
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

/**
 * Remembers the newest frames of a stream. The function returned waits for another frame.
 *
 * @returns its key and how long it took; null when none has come in `patienceMs`
 * @throws StoreError
 */
export async function watchFor(
  store: LogStore,
  stream: Stream,
  patienceMs: number,
): Promise<() => Promise<{ readonly key: string; readonly ms: number } | null>> {
  const startedAt = performance.now();
  const listKeys = async () => {
    const entries = await listTail(store, CLOCK_MARGIN_MS + performance.now() - startedAt);
    // A late note tells of a frame, too.
    return entries.flatMap((entry) =>
      "frame" in entry && isOfStream(entry, stream) ? [logKey({ kind: "frame", frame: entry.frame })] : [],
    );
  };
  const before = new Set(await listKeys());
  return async () => {
    while (performance.now() - startedAt < patienceMs) {
      const key = (await listKeys()).find((found) => !before.has(found));
      if (key !== undefined) return { key, ms: performance.now() - startedAt };
      await delay(POLL_MS);
    }
    return null;
  };
}
