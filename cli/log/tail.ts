import type { StoredEntry } from "#lib/model/feed.ts";
import { startOfLog } from "#lib/model/keys.ts";
import type { Store } from "#lib/store/store.ts";

/** All that is needed of a store to read the end of its log. */
export type LogReader = Pick<Store, "now" | "confirmClock" | "listLog">;

/** A receiver accepts frames that are up to 2 minutes ahead. */
const MAX_AHEAD_MS = 150_000;

/**
 * Lists the newest entries of the log.
 *
 * @param ms how far back, by the store's clock
 * @throws StoreError
 */
export async function listTail(store: LogReader, ms: number, signal: AbortSignal): Promise<StoredEntry[]> {
  await store.confirmClock();
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
