import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { headers } from "next/headers";
import type { Viewer } from "#lib/access/viewer.ts";
import { isKnownStream, wallOfStream } from "#lib/gallery/index.ts";
import { clientAddress } from "#lib/http/client-address.ts";
import { log } from "#lib/http/log.ts";
import { tileOf } from "#lib/model/wall.ts";
import { isSettled } from "#lib/model/stretches.ts";
import { settings } from "#lib/settings/index.ts";
import { store } from "#lib/store/index.ts";
import { StoreError } from "#lib/store/store.ts";
import { answer } from "./answer.ts";
import { BudgetError } from "./budget.ts";
import { pastCacheControl, RECENT_MS } from "./caching.ts";
import { createHistory, type History, type Reader } from "./history.ts";
import type { MomentQuery } from "./moment.ts";
import { NO_HISTORY, signMoment, type HistoryPage } from "./page.ts";
import { parseCoverageQuery, parseHistoryQuery, parseHoursQuery, parsePastQuery } from "./query.ts";

export type { HistoryPage } from "./page.ts";

/** Receivers take frames this far ahead of the store's clock. */
const AHEAD_MS = 2 * 60_000;
/** Moments of now are rounded up to this, so that viewers share what is read. */
const SHARED_MS = 2_000;

/** Next bundles pages and route handlers apart, each with its own copy of this module: they share through here. */
const shared = globalThis as { livewallHistory?: History };

function history(): History {
  const { logDays, pastListsPerSecond } = settings().gallery;
  return (shared.livewallHistory ??= createHistory({
    store: store(),
    log,
    listsPerSecond: pastListsPerSecond,
    logDays,
    isKnown: isKnownStream,
    elapsed: () => performance.now(),
    delay: (ms) => delay(ms, undefined, { ref: false }),
  }));
}

/** How many days the log is kept: how far the wall goes back. */
export const logReach = (): Promise<number> => history().logReach();

/** A moment of a stream with the addresses of its pictures; "busy" beyond the budget, null when the store is away. */
export async function historyPage(viewer: Viewer, query: MomentQuery): Promise<HistoryPage | "busy" | null> {
  const reader = await readerOf(viewer);
  try {
    const moment = await history().moment(reader, query, await placesOf(viewer, query));
    if (moment.shown === null && moment.around.length === 0) return NO_HISTORY;
    const hasOriginal = moment.shown !== null && (await history().hasOriginal(moment.shown, reader.client));
    return await signMoment(moment, hasOriginal, store());
  } catch (error) {
    if (error instanceof BudgetError) return "busy";
    if (error instanceof StoreError) return null;
    throw error;
  }
}

/** Where the history begins. Of a part that has a tile, at its newest frame: others may have sent thousands since then. */
async function placesOf(viewer: Viewer, { stream, source, feed, at }: MomentQuery) {
  const latest = Math.ceil(store().now() / SHARED_MS) * SHARED_MS + AHEAD_MS;
  if (at !== null) return { latest, atLeast: -Infinity };
  const wall = await wallOfStream(viewer, stream);
  const newest = (wall && tileOf(wall.tiles, { source, feed })?.time) ?? null;
  const isPart = source !== null || feed !== null;
  return { latest: isPart && newest !== null ? newest : latest, atLeast: newest ?? -Infinity };
}

/** Answers what the wall showed at a moment, or streams at some moments: `GET /api/past`. */
export async function answerPast(viewer: Viewer, request: Request): Promise<Response> {
  const reader = await readerOf(viewer);
  return answer(parsePastQuery(parametersOf(request)), isPublic(viewer), async ({ streams, moments }) => {
    const [moment = 0] = moments;
    if (streams.length === 0) {
      const body = await history().wallAt(reader, moment);
      return { body, cacheControl: cacheControl(moments, body.isWhole, Infinity) };
    }
    const { past, firstEnd } = await history().framesOfLog(reader, streams, moments);
    return { body: past, cacheControl: cacheControl(moments, past.isWhole, firstEnd) };
  });
}

/** Answers what one stream showed at some moments: `GET /api/history`. */
export async function answerHistory(viewer: Viewer, request: Request): Promise<Response> {
  const reader = await readerOf(viewer);
  return answer(parseHistoryQuery(parametersOf(request)), isPublic(viewer), async ({ stream, moments }) => {
    const { past, firstEnd } = await history().framesOfHistory(reader, stream, moments);
    return { body: past, cacheControl: cacheControl(moments, true, firstEnd) };
  });
}

/** Answers when a stream was on, and when it had faults: `GET /api/coverage`. */
export async function answerCoverage(viewer: Viewer, request: Request): Promise<Response> {
  const reader = await readerOf(viewer);
  return answer(parseCoverageQuery(parametersOf(request)), isPublic(viewer), async ({ stretch, ...of }) => {
    const body = await history().coverage(reader, of, stretch);
    return { body, cacheControl: `public, max-age=${isSettled(stretch[1], store().now()) ? 600 : 10}` };
  });
}

/** Answers in which hours any stream had a fault: `GET /api/faults`. */
export async function answerFaults(viewer: Viewer, request: Request): Promise<Response> {
  const reader = await readerOf(viewer);
  return answer(parseHoursQuery(parametersOf(request)), isPublic(viewer), async ({ stretch }) => {
    return { body: await history().faultHours(reader, stretch), cacheControl: "public, max-age=30" };
  });
}

/** In a page or a route handler, Next does not tell the socket's address: see `clientAddress`. */
async function readerOf({ scope }: Viewer): Promise<Reader> {
  const { trustedProxies } = settings().gallery;
  const forwardedFor = (await headers()).get("x-forwarded-for");
  return { scope, client: clientAddress({ forwardedFor, socket: null, trustedProxies }) };
}

function cacheControl(moments: readonly number[], isWhole: boolean, firstEnd: number): string {
  if (!isWhole) return "no-store";
  const now = store().now();
  return pastCacheControl((moments.at(-1) ?? 0) > now - RECENT_MS, firstEnd - now);
}

function isPublic({ until }: Viewer): boolean {
  return until === null;
}

function parametersOf({ url }: Request): URLSearchParams {
  return new URL(url).searchParams;
}
