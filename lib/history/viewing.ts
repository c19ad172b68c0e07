import type { Viewer } from "#lib/access/viewer.ts";
import type { Viewing } from "#lib/gallery/viewing.ts";
import { clientAddress } from "#lib/http/client-address.ts";
import { isSettled } from "#lib/model/stretches.ts";
import { tileOf } from "#lib/model/wall.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { answer } from "./answer.ts";
import { BudgetError } from "./budget.ts";
import { pastCacheControl, RECENT_MS } from "./caching.ts";
import type { History, Reader } from "./history.ts";
import type { MomentQuery } from "./moment.ts";
import { NO_HISTORY, signMoment, type HistoryPage } from "./page.ts";
import { parseCoverageQuery, parseHistoryQuery, parseHoursQuery, parsePastQuery } from "./query.ts";

/** Receivers accept frames this far ahead of the store's clock. */
const AHEAD_MS = 2 * 60_000;
/** The current moment is rounded up to this, so that viewers share what is read. */
const SHARED_MS = 2_000;

export type PastParts = {
  readonly history: History;
  readonly store: Store;
  readonly gallery: Pick<Viewing, "wallOfStream">;
  readonly trustedProxies: number;
};

type Answer = (viewer: Viewer, request: Request) => Promise<Response>;

/** The past, read for a viewer. */
export type Past = {
  /** How many days the log is kept, which is how far the wall goes back. */
  readonly logReach: () => Promise<number>;
  /** A moment of a stream with signed URLs; "busy" beyond the budget, null if the store cannot be reached. */
  readonly page: (
    viewer: Viewer,
    headers: Headers,
    query: MomentQuery,
  ) => Promise<HistoryPage | "busy" | null>;
  /** `GET /api/past`: the wall at a moment, or streams at some moments. */
  readonly answerPast: Answer;
  /** `GET /api/history`: one stream at some moments. */
  readonly answerHistory: Answer;
  /** `GET /api/coverage`: when a stream was on, and when it had faults. */
  readonly answerCoverage: Answer;
  /** `GET /api/faults`: the hours in which any stream had a fault. */
  readonly answerFaults: Answer;
};

export function createPast({ history, store, gallery, trustedProxies }: PastParts): Past {
  /** In a page or a route handler, Next does not tell the socket's address: see `clientAddress`. */
  function toReader({ scope }: Viewer, headers: Headers): Reader {
    const forwardedFor = headers.get("x-forwarded-for");
    return { scope, client: clientAddress({ forwardedFor, socket: null, trustedProxies }) };
  }

  /** The start of the search: for a selection that has a tile, its newest frame, since others may have sent thousands. */
  async function findPlaces(viewer: Viewer, { stream, source, feed, at }: MomentQuery) {
    const latest = Math.ceil(store.now() / SHARED_MS) * SHARED_MS + AHEAD_MS;
    if (at !== null) return { latest, atLeast: -Infinity };
    const wall = await gallery.wallOfStream(viewer, stream);
    const newest = (wall && tileOf(wall.tiles, { source, feed })?.time) ?? null;
    const isPart = source !== null || feed !== null;
    return { latest: isPart && newest !== null ? newest : latest, atLeast: newest ?? -Infinity };
  }

  function toCacheControl(moments: readonly number[], isWhole: boolean, firstEnd: number): string {
    if (!isWhole) return "no-store";
    const now = store.now();
    return pastCacheControl((moments.at(-1) ?? 0) > now - RECENT_MS, firstEnd - now);
  }

  return {
    logReach: history.logReach,

    async page(viewer, headers, query) {
      const reader = toReader(viewer, headers);
      try {
        const moment = await history.moment(reader, query, await findPlaces(viewer, query));
        if (moment.shown === null && moment.around.length === 0) return NO_HISTORY;
        const hasOriginal = moment.shown !== null && (await history.hasOriginal(moment.shown, reader.client));
        return await signMoment(moment, hasOriginal, store);
      } catch (error) {
        if (error instanceof BudgetError) return "busy";
        if (error instanceof StoreError) return null;
        throw error;
      }
    },

    answerPast(viewer, request) {
      const reader = toReader(viewer, request.headers);
      return answer(parsePastQuery(toParameters(request)), isPublic(viewer), async ({ streams, moments }) => {
        const [moment = 0] = moments;
        if (streams.length === 0) {
          const body = await history.wallAt(reader, moment);
          return { body, cacheControl: toCacheControl(moments, body.isWhole, Infinity) };
        }
        const { past, firstEnd } = await history.framesOfLog(reader, streams, moments);
        return { body: past, cacheControl: toCacheControl(moments, past.isWhole, firstEnd) };
      });
    },

    answerHistory(viewer, request) {
      const reader = toReader(viewer, request.headers);
      return answer(parseHistoryQuery(toParameters(request)), isPublic(viewer), async (query) => {
        const { past, firstEnd } = await history.framesOfHistory(reader, query.stream, query.moments);
        return { body: past, cacheControl: toCacheControl(query.moments, true, firstEnd) };
      });
    },

    answerCoverage(viewer, request) {
      const reader = toReader(viewer, request.headers);
      return answer(parseCoverageQuery(toParameters(request)), isPublic(viewer), async (query) => {
        const { stretch, ...of } = query;
        const body = await history.coverage(reader, of, stretch);
        return { body, cacheControl: `public, max-age=${isSettled(stretch[1], store.now()) ? 600 : 10}` };
      });
    },

    answerFaults(viewer, request) {
      const reader = toReader(viewer, request.headers);
      return answer(parseHoursQuery(toParameters(request)), isPublic(viewer), async ({ stretch }) => {
        return { body: await history.faultHours(reader, stretch), cacheControl: "public, max-age=30" };
      });
    },
  };
}

function isPublic({ until }: Viewer): boolean {
  return until === null;
}

function toParameters({ url }: Request): URLSearchParams {
  return new URL(url).searchParams;
}
