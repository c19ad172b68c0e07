import { BoundedMap } from "#lib/bounded-map.ts";
import { streamId } from "#lib/provider/stream.ts";
import type { FrameId } from "#lib/store/keys.ts";
import type { Store } from "#lib/store/store.ts";

/** As long as the wall shows one snapshot. */
export const SHARED_MS = 2_000;
/** About 100 KB each. */
const MOST_KEPT = 100;

type Lists = Pick<Store, "listFrames">;
type Kept = { readonly at: number; readonly frames: Promise<FrameId[]> };

/**
 * Lets those share a LIST who look at the same moment at the same time: a link that is sent to a thousand people costs
 * what it costs for one.
 *
 * @param now ms since 1970
 */
export function shareLists({ listFrames }: Lists, now: () => number): Lists {
  const kept = new BoundedMap<Kept>(MOST_KEPT);
  return {
    listFrames(stream, from, count, signal) {
      const name = `${from} ${count} ${streamId(stream)}`;
      const known = kept.get(name);
      if (known !== undefined && Math.abs(now() - known.at) < SHARED_MS) return known.frames;
      const frames = listFrames(stream, from, count, signal);
      kept.set(name, { at: now(), frames });
      // Who comes after a failure asks again.
      frames.catch(() => {
        if (kept.get(name)?.frames === frames) kept.set(name, { at: -Infinity, frames });
      });
      return frames;
    },
  };
}
