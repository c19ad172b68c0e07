import { STALLED_MS } from "#lib/model/state.ts";

/** A frame of a stream, as far as choosing among them goes. */
export type TimedFrame = { readonly feed: string; readonly time: number };

/** How long after its frame a feed still counts as on: as long as the live wall does not call it offline. */
export const REACH_MS = STALLED_MS;

/**
 * What a stream showed at a moment: of each feed that was on, the newest frame that is not after it.
 *
 * @param newestFirst frames of one stream
 * @param moment ms since 1970
 */
export function shownAt<T extends TimedFrame>(newestFirst: readonly T[], moment: number): T[] {
  const shown = new Map<string, T>();
  for (let place = firstNotAfter(newestFirst, moment); place < newestFirst.length; place += 1) {
    const frame = newestFirst[place];
    if (frame === undefined || frame.time <= moment - REACH_MS) break;
    if (!shown.has(frame.feed)) shown.set(frame.feed, frame);
  }
  return [...shown.values()];
}

function firstNotAfter(newestFirst: readonly TimedFrame[], moment: number): number {
  let [low, high] = [0, newestFirst.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((newestFirst[middle]?.time ?? -Infinity) <= moment) high = middle;
    else low = middle + 1;
  }
  return low;
}
