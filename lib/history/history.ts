import { allows, type Scope } from "#lib/access/scope.ts";
import type { Log } from "#lib/http/log.ts";
import { NO_COVERAGE, type Coverage, type Span } from "#lib/model/coverage.ts";
import type { Part } from "#lib/model/part.ts";
import type { FaultHours, PastWall } from "#lib/model/past.ts";
import { isTestStream, streamId, type Stream } from "#lib/model/stream.ts";
import { isExact } from "#lib/model/stretches.ts";
import type { Store } from "#lib/store/store.ts";
import { readMoments } from "./at-moments.ts";
import { createBudget } from "./budget.ts";
import { createAllFaults } from "./coverage/all-faults.ts";
import { readExact } from "./coverage/read.ts";
import { createHours } from "./coverage/hours.ts";
import { framesOfHistory, framesOfLog, type SignedPast } from "./frames.ts";
import { createLogReader } from "./log-reader.ts";
import { findMoment, type Moment, type MomentQuery } from "./moment.ts";
import { createHasOriginal, type HasOriginal } from "./originals.ts";
import { createPages } from "./pages.ts";
import { createLogReach } from "./reach.ts";
import { createRead } from "./store-reads.ts";
import { createWallAt } from "./wall-at.ts";

/** For whom the past is read. @property client as `clientAddress` names it */
export type Reader = { readonly scope: Scope; readonly client: string | null };

/**
 * The past, for all viewers of a process. A stream that the scope does not allow is answered as one that does not exist,
 * without a request to the store. All but `logReach` throw BudgetError, and StoreError.
 */
export type History = {
  readonly wallAt: (reader: Reader, moment: number) => Promise<PastWall>;
  readonly framesOfLog: (
    reader: Reader,
    streams: readonly Stream[],
    moments: readonly number[],
  ) => Promise<SignedPast>;
  readonly framesOfHistory: (
    reader: Reader,
    stream: Stream,
    moments: readonly number[],
  ) => Promise<SignedPast>;
  /** @param places see `findMoment` */
  readonly moment: (
    reader: Reader,
    query: MomentQuery,
    places: { readonly latest: number; readonly atLeast: number },
  ) => Promise<Moment>;
  readonly hasOriginal: HasOriginal;
  readonly coverage: (
    reader: Reader,
    of: Part & { readonly stream: Stream },
    stretch: Span,
  ) => Promise<Coverage>;
  readonly faultHours: (reader: Reader, stretch: Span) => Promise<FaultHours>;
  /** How many days the log is kept. */
  readonly logReach: () => Promise<number>;
};

export type HistoryParts = {
  readonly store: Store;
  readonly log: Log;
  readonly listsPerSecond: number;
  /** How many days the log is kept, where the bucket's lifecycle cannot be read. */
  readonly logDays: number;
  /** Whether a stream is known; null while that is not known. */
  readonly isKnown: (stream: Stream) => Promise<boolean | null> | boolean | null;
  /** ms, of a clock that only goes forward. */
  readonly elapsed: () => number;
  readonly delay: (ms: number) => Promise<void>;
};

/** Makes the one reader of the past of a process. */
export function createHistory(parts: HistoryParts): History {
  const { store, log, isKnown, delay } = parts;
  const budget = createBudget({ perSecond: parts.listsPerSecond, now: parts.elapsed, delay });
  const read = createRead(budget, log);
  const logReader = createLogReader(store, read);
  const pages = createPages(store, read);
  const hours = createHours(store, read);
  const allFaults = createAllFaults(store, read);
  const logReach = createLogReach(store, parts.logDays, log);
  const wallAt = createWallAt();
  const moments = { logReader, now: store.now, logReach, delay };

  const mayBeRead = async ({ scope }: Reader, stream: Stream) =>
    allows(scope, stream) && !isTestStream(stream) && (await isKnown(stream)) !== false;

  return {
    logReach,
    hasOriginal: createHasOriginal(store, read),

    wallAt: async ({ scope, client }, moment) =>
      wallAt(await readMoments([moment], client, moments), moment, scope),

    async framesOfLog({ scope, client }, streams, at) {
      const seen = streams.filter((stream) => allows(scope, stream) && !isTestStream(stream));
      const slices = seen.length === 0 ? NOTHING : await readMoments(at, client, moments);
      const { past, firstEnd } = await framesOfLog(slices, seen, at, store);
      const none = Object.fromEntries(streams.map((stream) => [streamId(stream), []]));
      return { past: { ...past, frames: { ...none, ...past.frames } }, firstEnd };
    },

    async framesOfHistory(reader, stream, at) {
      if (await mayBeRead(reader, stream)) return framesOfHistory(pages, stream, at, reader.client, store);
      return { past: { frames: { [streamId(stream)]: [] }, isWhole: true }, firstEnd: Infinity };
    },

    moment: async (reader, query, places) =>
      (await mayBeRead(reader, query.stream))
        ? findMoment(pages, query, places, reader.client)
        : { shown: null, around: [] },

    async coverage(reader, of, stretch) {
      if (!(await mayBeRead(reader, of.stream))) return NO_COVERAGE;
      return isExact(stretch)
        ? readExact(pages, of, stretch, reader.client)
        : hours(of.stream, stretch, reader.client);
    },

    faultHours: ({ scope, client }, stretch) => allFaults(scope, stretch, client),
  };
}

const NOTHING = { slices: [], isWhole: true };
