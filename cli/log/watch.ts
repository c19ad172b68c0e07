import { setTimeout as delay } from "node:timers/promises";
import type { StoredEntry } from "#lib/model/feed.ts";
import { logKey } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { listTail, type LogReader } from "./tail.ts";

const POLL_MS = 500;
const LIST_DEADLINE_MS = 10_000;
/** The provider's clock may be behind the store's: frames of the last half minute tell which are new. */
const RECENT_MS = 30_000;

/**
 * Remembers the newest frames of a stream. The function returned waits for another one.
 *
 * @returns its key and how long it took; null when none has come in `patienceMs`
 * @throws StoreError
 */
export async function watchFor(
  store: LogReader,
  stream: Stream,
  patienceMs: number,
): Promise<() => Promise<{ readonly key: string; readonly ms: number } | null>> {
  const startedAt = performance.now();
  const listKeys = async () => {
    const sinceMs = RECENT_MS + performance.now() - startedAt;
    const entries = await listTail(store, sinceMs, AbortSignal.timeout(LIST_DEADLINE_MS));
    return entries.flatMap((entry) => frameKeyOf(entry, stream));
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

/** The key of the frame that an entry of this stream tells of: a late note tells of one, too. */
function frameKeyOf(entry: StoredEntry, stream: Stream): string[] {
  if (!("frame" in entry) || streamId(entry.frame.stream) !== streamId(stream)) return [];
  return [logKey({ kind: "frame", frame: entry.frame })];
}
