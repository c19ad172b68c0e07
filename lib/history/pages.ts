import { describeError, type Log } from "#lib/http/log.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { StoreError, type Picture, type Store } from "#lib/store/store.ts";
import { createPageMemory, type Page, type PageMemory } from "./page-memory.ts";
import { REACH_MS, type TimedFrame } from "./shown.ts";

export type PagesParts = {
  readonly store: Pick<Store, "listPictures">;
  /** Which pictures are shown: the small ones or, where none are made, the frames. */
  readonly kind: Picture["kind"];
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

/**
 * Frames of a stream, newest first: at least all that tell what it showed at a moment.
 *
 * @param isOnWall anybody may ask for others by name: those forget each other, and never what is known of the wall's
 * @throws StoreError when the store cannot be reached or refuses
 */
export type FramesAround = (
  stream: Stream,
  moment: number,
  isOnWall?: boolean,
) => Promise<readonly TimedFrame[]>;

/** The keys that S3 gives in one page: a little more than eight hours of one feed. */
const PAGE = 1_000;
const WINDOW_MS = 8 * 3_600_000;
/** Further back in its window than this, a stream that sends faster than the provider does is listed where it is looked at. */
const MOST_IN_A_ROW = 6;
/** Of streams that are not on the wall: some days of a few. */
const MOST_OTHERS = 50;
const DEADLINE_MS = 4_000;
/** To read a page takes some ten milliseconds, and the hooks have to have theirs. */
const MOST_AT_ONCE = 8;
/** A store takes seconds for so many, and nobody waits longer: whoever comes then is told to come again. */
const MOST_WAITING = 1_000;
/** Frames may be this far ahead of our clock, as the receiver allows: later moments are all alike. */
const AHEAD_OF_CLOCK_MS = 2 * 60_000;

/**
 * Makes the reader of histories that all viewers of a process share. It lists a thousand keys at a time, from the ends
 * of fixed windows of eight hours, so that whoever looks at any moment of a window finds what others listed: one LIST
 * for each thousand frames, however many viewers there are and however they move about.
 */
export function createPages({ store, kind, log, now }: PagesParts): FramesAround {
  const ofWall = createPageMemory(now);
  const ofOthers = createPageMemory(now, MOST_OTHERS);
  const listing = new Map<string, Promise<Page>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < MOST_AT_ONCE) running += 1;
    else if (waiting.length >= MOST_WAITING) throw new StoreError("list", new Error("too many are waiting"));
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  async function list(stream: Stream, end: number, memory: PageMemory): Promise<Page> {
    const listedAt = now();
    try {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      const { frames, isEnd } = await store.listPictures({ stream, kind }, end, PAGE, signal);
      const oldest = frames.at(-1)?.time ?? end;
      const page = {
        stream: streamId(stream),
        // A feed that is on may have sent its last frame some minutes before.
        from: isEnd ? -Infinity : oldest + REACH_MS,
        end,
        listedAt,
        newestFirst: compact(frames),
      };
      memory.add(page);
      return page;
    } catch (error) {
      log("past-not-listed", { level: "error", stream: streamId(stream), error: describeError(error) });
      throw error;
    }
  }

  /** One LIST for all who ask for the same page while it is on its way. */
  function listOnce(stream: Stream, end: number, memory: PageMemory): Promise<Page> {
    const name = `${end} ${streamId(stream)}`;
    const known = listing.get(name);
    if (known !== undefined) return known;
    const page = inTurn(() => list(stream, end, memory)).finally(() => listing.delete(name));
    listing.set(name, page);
    return page;
  }

  return async (stream, asked, isOnWall = true) => {
    const memory = isOnWall ? ofWall : ofOthers;
    const id = streamId(stream);
    const moment = Math.min(asked, now() + AHEAD_OF_CLOCK_MS);
    const known = memory.find(id, moment);
    if (known !== undefined) return known.newestFirst;
    let end = (Math.floor(moment / WINDOW_MS) + 1) * WINDOW_MS;
    for (let tries = 0; tries < MOST_IN_A_ROW && end >= moment; tries += 1) {
      const page = memory.findFrom(id, end, moment) ?? (await listOnce(stream, end, memory));
      if (page.from <= moment) return page.newestFirst;
      // The next one begins where this one can no longer tell all.
      end = Math.min(end - 1, page.from);
    }
    return (await listOnce(stream, moment, memory)).newestFirst;
  };
}

/** Each feed's name is kept once, and not once for each of its frames. */
function compact(frames: readonly TimedFrame[]): TimedFrame[] {
  const feeds = new Map(frames.map(({ feed }) => [feed, feed]));
  return frames.map(({ feed, time }) => ({ feed: feeds.get(feed) ?? feed, time }));
}
