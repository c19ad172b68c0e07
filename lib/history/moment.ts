import type { StoredFrame } from "#lib/model/feed.ts";
import { isSelected, type Selection } from "#lib/model/selection.ts";
import type { Stream } from "#lib/model/stream.ts";
import { selectFrozen, toNewestFirst } from "./counted.ts";
import type { LimitedStore } from "./limited-store.ts";
import type { Pages } from "./pages.ts";

/** A moment of a stream. */
export type Moment = {
  /** The newest frame that is not after the moment; null if there is none. */
  readonly shown: StoredFrame | null;
  /** Frames around it, itself included, oldest first. */
  readonly around: readonly StoredFrame[];
};

export type MomentQuery = Selection & {
  readonly stream: Stream;
  /** ms since 1970; null for the newest frame. */
  readonly at: number | null;
};

/** Where the search begins. */
export type MomentStart = {
  /** ms since 1970 */
  readonly latest: number;
  /** The time of the newest frame that is known to be stored. */
  readonly atLeast: number;
};

/** The distance from the moment to the first of the frames around it: 20 at the provider's pace. */
const AHEAD_MS = 10 * 60_000;
const AHEAD = 10;
const BEHIND = 20;
/** A source may have been off while others of its stream sent thousands of frames. */
const MAX_PAGES_BACK = 4;

/**
 * Finds a moment in a stream's history, however long, in the pages that all viewers share: one LIST for most moments, and
 * one more for each thousand frames that other sources have sent since.
 *
 * @param frozenAfterMs as `findFrozen` has it
 * @throws BudgetError, StoreError
 */
export async function findMoment(
  { pageAt, readBack }: Pages,
  query: MomentQuery,
  { latest, atLeast }: MomentStart,
  store: LimitedStore,
  frozenAfterMs = 0,
): Promise<Moment> {
  const { stream, at } = query;
  const moment = at ?? latest;
  const start = at === null ? latest : Math.min(at + AHEAD_MS, latest);
  const isWanted = (frame: StoredFrame) => frame.time <= start && isSelected(frame, query);
  const isBehind = ({ time }: StoredFrame) => time <= moment;

  const ahead = (await pageAt(stream, start, store, at === null ? atLeast : undefined)).newestFirst;
  const isEnough = (frames: Iterable<StoredFrame>) => [...frames].filter(isBehind).length >= BEHIND;
  const { frames } = await readBack(query, moment, store, isEnough, MAX_PAGES_BACK);
  const wanted = toNewestFirst([...ahead, ...frames].filter(isWanted));
  const all = selectFrozen(wanted, frozenAfterMs);
  const place = all.findIndex(isBehind);
  const end = place === -1 ? all.length : place;
  return { shown: all[end] ?? null, around: all.slice(Math.max(0, end - AHEAD), end + BEHIND).reverse() };
}
