import { LIVE_MS } from "#lib/model/state.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { Picture, Store } from "#lib/store/store.ts";
import { coverageOf, type Coverage, type Listed } from "#lib/model/coverage.ts";

/** The keys that S3 gives in one page: a little more than eight hours of one feed. */
const PAGE = 1_000;
const WINDOW_MS = 8 * 3_600_000;

/**
 * When a stream was on, up to a day of it, with three LISTs at most, side by side. Of a stream with several sources, or one
 * that sends faster than the provider does, a page holds less than eight hours: what is older in its window is unknown.
 *
 * @throws StoreError when the store cannot be reached or refuses
 */
export async function readCoverage(
  store: Pick<Store, "listPictures">,
  of: { readonly stream: Stream; readonly feed: string | null; readonly kind: Picture["kind"] },
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal,
): Promise<Coverage> {
  const ends: number[] = [];
  for (let end = to; end > from; end -= WINDOW_MS) ends.push(end);
  const lists = ends.map(async (end): Promise<Listed> => {
    const start = Math.max(from, end - WINDOW_MS);
    const { frames, isEnd } = await store.listPictures(of, end, PAGE, signal);
    // What came shortly before the first window is still on in it; before the others, it is another list's.
    const after = start === from ? start - LIVE_MS : start;
    const times = frames
      .filter(({ feed, time }) => time > after && time <= end && (of.feed === null || feed === of.feed))
      .map(({ time }) => time);
    const toldFrom = isEnd ? start : Math.max(start, frames.at(-1)?.time ?? start);
    return { window: [start, end], times, toldFrom };
  });
  return coverageOf(await Promise.all(lists));
}
