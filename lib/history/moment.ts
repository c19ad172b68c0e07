import type { StoredFrame } from "#lib/model/feed.ts";
import type { Stream } from "#lib/model/stream.ts";
import { isOfPart, type Part } from "#lib/model/part.ts";
import type { Pages } from "./pages.ts";

/** What a stream showed at a moment, and the frames around it. */
export type Moment = {
  /** The newest frame that is not after the moment; null when there is none. */
  readonly shown: StoredFrame | null;
  /** Frames around it, itself included, oldest first. */
  readonly around: readonly StoredFrame[];
};

export type MomentQuery = Part & {
  readonly stream: Stream;
  /** ms since 1970; null for the newest frame. */
  readonly at: number | null;
};

/** How far ahead of the moment the frames around it begin: 20 at the provider's pace. */
const AHEAD_MS = 10 * 60_000;
const AHEAD = 10;
const BEHIND = 20;
/** A source may have been off while others of its stream sent thousands of frames. */
const MAX_PAGES_BACK = 4;

/**
 * Finds a moment in a stream's history, however long, in the pages that all viewers share: one LIST for most moments, and
 * one more for each thousand frames that other sources have sent since.
 *
 * @param latest where the history begins, ms since 1970
 * @param atLeast the time of the newest frame that is known to be stored
 * @throws BudgetError, StoreError
 */
export async function findMoment(
  { pageAt, walkBack }: Pages,
  { stream, at, ...part }: MomentQuery,
  { latest, atLeast }: { readonly latest: number; readonly atLeast: number },
  client: string | null,
): Promise<Moment> {
  const moment = at ?? latest;
  const start = at === null ? latest : Math.min(at + AHEAD_MS, latest);
  const found = new Map<string, StoredFrame>();
  const add = (frames: readonly StoredFrame[]) => {
    for (const frame of frames) {
      if (frame.time <= start && isOfPart(frame, part)) found.set(`${frame.time} ${frame.feed}`, frame);
    }
  };
  const behind = () => [...found.values()].filter(({ time }) => time <= moment).length;

  add((await pageAt(stream, start, client, at === null ? atLeast : undefined)).newestFirst);
  let pages = 0;
  for await (const page of walkBack(stream, moment, client)) {
    add(page.newestFirst);
    pages += 1;
    if (behind() >= BEHIND || pages === MAX_PAGES_BACK) break;
  }
  const all = [...found.values()].sort((a, b) => b.time - a.time);
  const place = all.findIndex(({ time }) => time <= moment);
  const end = place === -1 ? all.length : place;
  return { shown: all[end] ?? null, around: all.slice(Math.max(0, end - AHEAD), end + BEHIND).reverse() };
}

/**
 * The frames to step to, back and forth. They are of other times: a moment's address shows one frame, whatever else its
 * stream sent in the same millisecond.
 *
 * @param around oldest first
 */
export function stepsFrom<T extends { readonly time: number }>(around: readonly T[], shown: T | null) {
  const time = shown?.time ?? -Infinity;
  return {
    earlier: around.findLast((frame) => frame.time < time),
    later: around.find((frame) => frame.time > time),
  };
}
