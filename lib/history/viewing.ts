import type { Viewer } from "#lib/access/viewer.ts";
import type { Viewing } from "#lib/gallery/viewing.ts";
import { clientAddress } from "#lib/http/client-address.ts";
import { type Incoming, parametersOf } from "#lib/http/incoming.ts";
import type { Span } from "#lib/model/coverage.ts";
import type { HistoryPage } from "#lib/model/history.ts";
import type { Selection } from "#lib/model/selection.ts";
import type { Stream } from "#lib/model/stream.ts";
import { isSettled } from "#lib/model/stretches.ts";
import { findTile } from "#lib/model/wall.ts";
import { MAX_AHEAD_MS } from "#lib/provider/thumbnail-headers.ts";
import { StoreError } from "#lib/store/store.ts";
import { answer, pastCacheControl, RECENT_MS, type Answer } from "./answer.ts";
import { BudgetError } from "./budget.ts";
import type { History, Reader } from "./history.ts";
import type { MomentQuery, MomentStart } from "./moment.ts";
import { createSigner, signMoment, type Signs } from "./sign.ts";
import {
  parseCountsQuery,
  parseCoverageQuery,
  parseHistoryQuery,
  parseHoursQuery,
  parsePastQuery,
  type Rejected,
} from "./query.ts";

/** The current moment is rounded up to this, so that viewers share what is read. */
const SHARED_MS = 2_000;

type PastParts = {
  readonly history: History;
  readonly store: Signs;
  readonly gallery: Pick<Viewing, "wallOfStream">;
  readonly trustedProxies: number;
};

/** A past moment whose picture is asked for. */
type PictureQuery = MomentQuery & { readonly at: number };

/** What tells clients apart. */
type ClientOf = Pick<Incoming, "headers" | "remoteAddress">;

/** The past, read for a viewer. */
export function createPast({ history, store, gallery, trustedProxies }: PastParts) {
  function toReader({ scope }: Viewer, { headers, remoteAddress }: ClientOf): Reader {
    const forwardedFor = headers.get("x-forwarded-for");
    // Behind a proxy that is not trusted, the socket is the proxy's, and would make one client of all.
    const socket = forwardedFor === null ? (remoteAddress ?? null) : null;
    return { scope, client: clientAddress({ forwardedFor, socket, trustedProxies }) };
  }

  /** Finds where to begin. For a selection with a tile, at its newest frame: others may have sent thousands since. */
  async function findStart(viewer: Viewer, { stream, source, feed, at }: MomentQuery): Promise<MomentStart> {
    const latest = Math.ceil(store.now() / SHARED_MS) * SHARED_MS + MAX_AHEAD_MS;
    if (at !== null) return { latest, atLeast: -Infinity };
    const wall = await gallery.wallOfStream(viewer, stream);
    const newest = (wall && findTile(wall.tiles, { source, feed })?.time) ?? null;
    const isPart = source !== null || feed !== null;
    return { latest: isPart && newest !== null ? newest : latest, atLeast: newest ?? -Infinity };
  }

  const respond =
    <Q extends object>(
      parse: (parameters: URLSearchParams) => Q | Rejected,
      find: (reader: Reader, query: Q) => Promise<Answer>,
    ) =>
    (viewer: Viewer, request: Incoming): Promise<Response> => {
      const query = parse(parametersOf(request));
      const reader = toReader(viewer, request);
      return answer(query, viewer.until === null, (valid) => find(reader, valid));
    };

  /** The frame of a moment, and whether its original is kept. Where a feed and its exact time are asked for, the log tells both. */
  async function findPicture(viewer: Viewer, reader: Reader, query: PictureQuery) {
    const { stream, feed, at } = query;
    const logged = feed === null ? null : await history.frameOfLog(reader, stream, { feed, time: at });
    if (logged !== null) return { frame: logged, hasOriginal: true };
    const { shown } = await history.moment(reader, query, await findStart(viewer, query));
    return shown && { frame: shown, hasOriginal: await history.hasOriginal(shown, reader.client) };
  }

  function toAnswer(body: { isWhole: boolean }, moments: readonly number[], firstEnd: number): Answer {
    const now = store.now();
    const isRecent = (moments.at(-1) ?? 0) > now - RECENT_MS;
    return { body, cacheControl: body.isWhole ? pastCacheControl(isRecent, firstEnd - now) : "no-store" };
  }

  return {
    /** The number of days that the log is kept, which is how far the wall goes back. */
    logReach: history.logReach,

    /** A moment of a stream with signed URLs; "busy" beyond the budget, null if the store cannot be reached. */
    async page(viewer: Viewer, client: ClientOf, query: MomentQuery): Promise<HistoryPage | "busy" | null> {
      const reader = toReader(viewer, client);
      return attempt(async () => {
        const moment = await history.moment(reader, query, await findStart(viewer, query));
        const hasOriginal = moment.shown !== null && (await history.hasOriginal(moment.shown, reader.client));
        return signMoment(moment, hasOriginal, store);
      });
    },

    /** The size of the original that was made at just that moment, in bytes, null where none is kept; else as `page`. */
    originalSize(viewer: Viewer, client: ClientOf, query: MomentQuery) {
      const reader = toReader(viewer, client);
      return attempt(async () => {
        const { shown } = await history.moment(reader, query, await findStart(viewer, query));
        const isFound = shown !== null && shown.time === query.at;
        return { bytes: isFound ? await history.originalSize(shown, reader.client) : null };
      });
    },

    /** The signed URL of a past picture: of the original or, once that has expired, of the preview; else as `page`. */
    picture(viewer: Viewer, client: ClientOf, query: PictureQuery) {
      const reader = toReader(viewer, client);
      return attempt(async () => {
        const found = await findPicture(viewer, reader, query);
        if (found === null) return { url: null };
        const { signOriginal, signPreview } = createSigner(store);
        return { url: await (found.hasOriginal ? signOriginal : signPreview)(found.frame) };
      });
    },

    /** When a stream was on in a stretch; null if that cannot be read now. */
    async coverage(viewer: Viewer, client: ClientOf, of: Selection & { stream: Stream }, stretch: Span) {
      const read = await attempt(() => history.coverage(toReader(viewer, client), of, stretch));
      return read === "busy" ? null : read;
    },

    /** `GET /api/past`: the wall at a moment, or streams at some moments. */
    answerPast: respond(parsePastQuery, async (reader, { streams, moments }) => {
      const [moment = 0] = moments;
      if (streams.length === 0) return toAnswer(await history.wallAt(reader, moment), moments, Infinity);
      const { past, firstEnd } = await history.framesOfLog(reader, streams, moments);
      return toAnswer(past, moments, firstEnd);
    }),

    /** `GET /api/history`: one stream at some moments. */
    answerHistory: respond(parseHistoryQuery, async (reader, { stream, moments }) => {
      const { past, firstEnd } = await history.framesOfHistory(reader, stream, moments);
      return toAnswer(past, moments, firstEnd);
    }),

    /** `GET /api/coverage`: when a stream was on, and when it had faults. */
    answerCoverage: respond(parseCoverageQuery, async (reader, { stretch, ...of }) => {
      const seconds = isSettled(stretch[1], store.now()) ? 600 : 10;
      const body = await history.coverage(reader, of, stretch);
      return { body, cacheControl: `public, max-age=${seconds}` };
    }),

    /** `GET /api/live-counts`: how many streams were live over time. */
    answerLiveCounts: respond(parseCountsQuery, async (reader, { stretch }) => {
      const body = await history.liveCounts(reader, stretch);
      const seconds = isSettled(stretch[1], store.now()) ? 600 : 10;
      return { body, cacheControl: body.isWhole ? `public, max-age=${seconds}` : "no-store" };
    }),

    /** `GET /api/faults`: the hours in which any stream had a fault. */
    answerFaults: respond(parseHoursQuery, async (reader, { stretch }) => ({
      body: await history.faultHours(reader, stretch),
      cacheControl: "public, max-age=30",
    })),
  };
}

/** Reads for a page. @returns "busy" beyond the budget, null if the store cannot be reached */
async function attempt<T>(read: () => Promise<T>): Promise<T | "busy" | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof BudgetError) return "busy";
    if (error instanceof StoreError) return null;
    throw error;
  }
}
