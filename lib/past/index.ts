import "server-only";
import { allows } from "#lib/access/scope.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { PRIVATE } from "#lib/gallery/caching.ts";
import { currentWall } from "#lib/gallery/index.ts";
import { createPages, type FramesAround } from "#lib/history/pages.ts";
import { log } from "#lib/http/log.ts";
import { problem } from "#lib/http/problem.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { settings } from "#lib/settings/index.ts";
import { store } from "#lib/store/index.ts";
import { pastCacheControl, RECENT_MS } from "./caching.ts";
import { readPast } from "./past.ts";
import { parsePastQuery } from "./query.ts";

/** Shared by the copies of this module that Next bundles: see lib/gallery. */
const shared = globalThis as { livewallPages?: FramesAround };

/** Answers what the tiles of a viewer's wall showed at some moments: `GET /api/past`. */
export async function answerPastOf(viewer: Viewer, request: Request): Promise<Response> {
  const query = parsePastQuery(new URL(request.url).searchParams);
  if ("fault" in query) return problem({ status: 400, title: "Not a query", detail: query.fault });
  const wall = await currentWall(viewer);
  const onWall = new Set(wall?.tiles.map(({ stream }) => stream));
  // One that has left the wall still has its page. Of several, those without a tile cost the store nothing.
  const isAlone = query.streams.length === 1;
  const mayBeRead = (stream: Stream) =>
    allows(viewer.scope, stream) && (isAlone || onWall.has(streamId(stream)));
  const kind = settings().receiver.previews ? "preview" : "frame";
  const pages = (shared.livewallPages ??= createPages({ store: store(), kind, log, now: Date.now }));
  const framesAround: FramesAround = (stream, moment) => pages(stream, moment, onWall.has(streamId(stream)));
  const parts = { framesAround, store: store(), kind, now: Date.now } as const;
  const { past, firstEnd } = await readPast(query, mayBeRead, parts);
  if (wall === null || Object.keys(past.frames).length === 0) {
    return problem({ status: 503, title: "The store cannot be reached", headers: { "Retry-After": "5" } });
  }
  const isRecent = (query.moments.at(-1) ?? 0) > Date.now() - RECENT_MS;
  const cacheControl = viewer.until === null ? pastCacheControl(isRecent, firstEnd - Date.now()) : PRIVATE;
  return Response.json(past, { headers: { "Cache-Control": cacheControl } });
}
