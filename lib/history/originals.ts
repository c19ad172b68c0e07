import { BoundedMap } from "#lib/bounded-map.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import { logKey } from "#lib/model/keys.ts";
import type { Store } from "#lib/store/store.ts";
import { BudgetError } from "./budget.ts";
import type { Read } from "./store-reads.ts";

/** Whether the original of a frame is still kept. False too while the budget does not allow to ask. @throws StoreError */
export type HasOriginal = (frame: StoredFrame, client: string | null) => Promise<boolean>;

/** No lifecycle rule expires anything sooner. */
const MIN_EXPIRY_MS = 24 * 3_600_000;
const KEEP_MS = 10 * 60_000;
const MAX_KEPT = 5_000;

/** Asks the store, with one HEAD, for frames that are older than a day, and remembers the answer for ten minutes. */
export function createHasOriginal(store: Pick<Store, "hasOriginal" | "now">, read: Read): HasOriginal {
  const kept = new BoundedMap<{ readonly at: number; readonly hasOriginal: boolean }>(MAX_KEPT);

  return async (frame, client) => {
    if (frame.time > store.now() - MIN_EXPIRY_MS) return true;
    const key = logKey({ kind: "frame", frame });
    const known = kept.get(key);
    if (known !== undefined && Math.abs(store.now() - known.at) < KEEP_MS) return known.hasOriginal;
    try {
      const hasOriginal = await read(client, (signal) => store.hasOriginal(frame, signal));
      kept.set(key, { at: store.now(), hasOriginal });
      return hasOriginal;
    } catch (error) {
      if (error instanceof BudgetError) return false;
      throw error;
    }
  };
}
