import { setTimeout as delay } from "node:timers/promises";
import type { Stream } from "#lib/model/stream.ts";
import { frameKey } from "#lib/store/keys.ts";
import type { Store } from "#lib/store/store.ts";

const PATIENCE_MS = 30_000;
const POLL_MS = 500;
const LIST_DEADLINE_MS = 10_000;
/** The provider's clock and the order of lists: frames of the last hour are enough to tell what is new. */
const LATER_THAN_ANY_MS = 3_600_000;
const COUNT = 50;

/** Remembers the frames that there are; what it returns waits for another, and gives null when none comes. */
export async function watchFor(
  store: Store,
  stream: Stream,
): Promise<() => Promise<{ readonly key: string; readonly ms: number } | null>> {
  const keys = async () => {
    const from = Date.now() + LATER_THAN_ANY_MS;
    const frames = await store.listFrames(stream, from, COUNT, AbortSignal.timeout(LIST_DEADLINE_MS));
    return frames.map(frameKey);
  };
  const before = new Set(await keys());
  const startedAt = performance.now();
  return async () => {
    while (performance.now() - startedAt < PATIENCE_MS) {
      const key = (await keys()).find((found) => !before.has(found));
      if (key !== undefined) return { key, ms: performance.now() - startedAt };
      await delay(POLL_MS);
    }
    return null;
  };
}
