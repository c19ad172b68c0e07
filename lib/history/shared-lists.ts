import { BoundedMap } from "#lib/bounded-map.ts";
import { streamId } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";

/** As long as the wall shows one snapshot. */
export const SHARED_MS = 2_000;
/** About 100 KB each. */
const MOST_KEPT = 100;

type Lists = Pick<Store, "listPictures">;
type Kept = { readonly at: number; readonly listed: ReturnType<Lists["listPictures"]> };

/**
 * Lets those share a LIST who look at the same moment at the same time: a link that is sent to a thousand people costs
 * what it costs for one.
 *
 * @param now ms since 1970
 */
export function shareLists({ listPictures }: Lists, now: () => number): Lists {
  const kept = new BoundedMap<Kept>(MOST_KEPT);
  return {
    listPictures(of, from, count, signal) {
      const name = `${of.kind} ${from} ${count} ${streamId(of.stream)}`;
      const known = kept.get(name);
      if (known !== undefined && Math.abs(now() - known.at) < SHARED_MS) return known.listed;
      const listed = listPictures(of, from, count, signal);
      kept.set(name, { at: now(), listed });
      // Who comes after a failure asks again.
      listed.catch(() => {
        if (kept.get(name)?.listed === listed) kept.set(name, { at: -Infinity, listed });
      });
      return listed;
    },
  };
}
