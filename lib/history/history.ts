import { allows, type Scope } from "#lib/access/scope.ts";
import type { Log } from "#lib/http/log.ts";
import { NO_COVERAGE, type Span } from "#lib/model/coverage.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import type { TimedFrame } from "#lib/model/history.ts";
import type { Selection } from "#lib/model/selection.ts";
import { isTestStream, streamId, type Stream } from "#lib/model/stream.ts";
import { isExact } from "#lib/model/stretches.ts";
import { readMoments, startOfReach } from "./at-moments.ts";
import { createBudget } from "./budget.ts";
import { createHours, readExact } from "./coverage.ts";
import { createFaultHours } from "./fault-hours.ts";
import { findInLog, framesOfHistory, framesOfLog, type SignedPast } from "./frames.ts";
import { limitStore, type PastStore } from "./limited-store.ts";
import { findMoment, type Moment, type MomentQuery, type MomentStart } from "./moment.ts";
import { createPages } from "./pages.ts";
import { createOriginals, createLogReach } from "./retention.ts";
import { createLiveCounts } from "./live-counts.ts";
import type { Signs } from "./sign.ts";
import { createSlices } from "./slices.ts";
import { createWallAt } from "./wall-at.ts";

/** A viewer of the past. @property client as `clientAddress` names it */
export type Reader = { readonly scope: Scope; readonly client: string | null };

export type History = ReturnType<typeof createHistory>;

export type HistoryParts = {
  readonly store: PastStore;
  readonly log: Log;
  readonly listsPerSecond: number;
  /** The number of days that the log is kept, if the bucket's lifecycle cannot be read. */
  readonly logDays: number;
  /** How long a picture has been the same when its frame is marked as frozen; 0 by default. */
  readonly frozenAfterMs?: number;
  /** Whether large pictures may show originals. */
  readonly originals: boolean;
  /** Whether a stream is known; null while that is not known. */
  readonly isKnown: (stream: Stream) => Promise<boolean | null> | boolean | null;
  /** ms, of a clock that only goes forward. */
  readonly elapsed: () => number;
  readonly delay: (ms: number) => Promise<void>;
};

/**
 * Makes the one reader of the past of a process. A stream that the scope does not allow is answered as one that does not
 * exist, without a request to the store. All methods but `logReach` throw BudgetError, and StoreError.
 */
export function createHistory(parts: HistoryParts) {
  const { log, isKnown, elapsed, delay, frozenAfterMs = 0 } = parts;
  const budget = createBudget({ perSecond: parts.listsPerSecond, now: elapsed, delay });
  const limited = limitStore(parts.store, budget, log);
  const { open } = limited;
  /** The store without its requests. */
  const store: Signs = parts.store;
  const pages = createPages(store, elapsed);
  const hours = createHours(store, elapsed);
  const faultHours = createFaultHours(elapsed);
  const originals = createOriginals(store, elapsed);
  const logReach = createLogReach(limited, parts.logDays, log, elapsed);
  const wallAt = createWallAt(frozenAfterMs);
  const readSlices = createSlices(store, elapsed);
  const { listsPerSecond } = parts;
  const liveCounts = createLiveCounts({ store, listsPerSecond, logReach, elapsed });

  const readAt = (moments: readonly number[], client: string | null) =>
    readMoments(moments, open(client), { readSlices, now: store.now, logReach, delay });

  const mayBeSeen = (scope: Scope, stream: Stream) => allows(scope, stream) && !isTestStream(stream);
  const mayBeRead = async ({ scope }: Reader, stream: Stream) =>
    mayBeSeen(scope, stream) && (await isKnown(stream)) !== false;

  return {
    /** The number of days that the log is kept. */
    logReach,

    /** Whether the original of a frame is still kept. */
    hasOriginal: (frame: StoredFrame, client: string | null) => originals.isKept(frame, open(client)),

    /** The size of the original of a frame, in bytes; null when it is no longer kept. */
    originalSize: (frame: StoredFrame, client: string | null) => originals.size(frame, open(client)),

    wallAt: async ({ scope, client }: Reader, moment: number) =>
      wallAt(await readAt([moment], client), moment, scope),

    async framesOfLog({ scope, client }: Reader, streams: readonly Stream[], moments: readonly number[]) {
      const seen = streams.filter((stream) => mayBeSeen(scope, stream));
      const slices = seen.length === 0 ? { slices: [], isWhole: true } : await readAt(moments, client);
      // An entry of the log is an original.
      const originalsFrom = parts.originals ? -Infinity : Infinity;
      const { past, firstEnd } = await framesOfLog(slices, seen, moments, store, originalsFrom);
      const none = Object.fromEntries(streams.map((stream) => [streamId(stream), []]));
      return { past: { ...past, frames: { ...none, ...past.frames } }, firstEnd };
    },

    async framesOfHistory(reader: Reader, stream: Stream, moments: readonly number[]): Promise<SignedPast> {
      if (!(await mayBeRead(reader, stream)))
        return { past: { frames: { [streamId(stream)]: [] }, isWhole: true }, firstEnd: Infinity };
      // Previews may be kept for longer than originals.
      const originalsFrom = parts.originals ? startOfReach(store.now(), await logReach()) : Infinity;
      const limited = open(reader.client);
      return framesOfHistory(pages, stream, moments, limited, store, originalsFrom, frozenAfterMs);
    },

    /** The frame of a feed at exactly a time, by the log, whose slice the wall of that time has read; null if it has none. */
    async frameOfLog(
      { scope, client }: Reader,
      stream: Stream,
      frame: TimedFrame,
    ): Promise<StoredFrame | null> {
      const { time } = frame;
      if (!mayBeSeen(scope, stream) || time > store.now()) return null;
      if (time < startOfReach(store.now(), await logReach())) return null;
      const [slice] = await readSlices([[time - 1, time]], open(client));
      return slice === undefined ? null : findInLog(slice, stream, frame);
    },

    moment: async (reader: Reader, query: MomentQuery, start: MomentStart): Promise<Moment> =>
      (await mayBeRead(reader, query.stream))
        ? findMoment(pages, query, start, open(reader.client), frozenAfterMs)
        : { shown: null, around: [] },

    async coverage(reader: Reader, of: Selection & { readonly stream: Stream }, stretch: Span) {
      if (!(await mayBeRead(reader, of.stream))) return NO_COVERAGE;
      const limited = open(reader.client);
      return isExact(stretch)
        ? readExact(pages, of, stretch, limited, frozenAfterMs)
        : hours(of.stream, stretch, limited);
    },

    liveCounts: ({ scope, client }: Reader, stretch: Span) => liveCounts(scope, stretch, open(client)),

    faultHours: ({ scope, client }: Reader, stretch: Span) => faultHours(scope, stretch, open(client)),
  };
}
