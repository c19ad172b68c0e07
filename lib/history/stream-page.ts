import type { Viewer } from "#lib/access/viewer.ts";
import { answerUnreachable } from "#lib/gallery/answer.ts";
import { PRIVATE } from "#lib/gallery/caching.ts";
import type { Viewing } from "#lib/gallery/viewing.ts";
import { type Incoming, parametersOf } from "#lib/http/incoming.ts";
import { problem } from "#lib/http/problem.ts";
import { findAdjacent, toAdjacent } from "#lib/model/adjacent.ts";
import { readParameters } from "#lib/model/parameters.ts";
import { hasWrongTime, parseFeedQuery, type FeedQuery } from "#lib/model/routes.ts";
import { resolveSelection } from "#lib/model/selection.ts";
import { showName } from "#lib/model/show-name.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import { streamId } from "#lib/model/stream.ts";
import { findTile, type BareTile } from "#lib/model/wall.ts";
import type { createPast } from "./viewing.ts";

type StreamPageParts = {
  readonly past: Pick<ReturnType<typeof createPast>, "page" | "picture" | "originalSize">;
  readonly gallery: Pick<Viewing, "wallOfStream" | "open" | "answerPicture">;
  /** ms since 1970 */
  readonly now: () => number;
};

/** What tells clients apart. */
type Client = Pick<Incoming, "headers" | "remoteAddress">;

const BUSY = { status: 429, title: "Too much of the past was asked for", headers: { "Retry-After": "1" } };
/** Far below the remaining life of the URL in `Location`. */
const PICTURE_CACHE_CONTROL = "public, max-age=10";

/** The pages of streams, read for a viewer. */
export function createStreamPages({ past, gallery, now }: StreamPageParts) {
  /** What a page shows. A time in the future is now. */
  async function open(viewer: Viewer, client: Client, query: FeedQuery): Promise<StreamPage> {
    const at = query.at !== null && query.at > now() ? null : query.at;
    const stream = streamId(query.stream);
    const wall = await gallery.wallOfStream(viewer, query.stream);
    const tile = wall && findTile(wall.tiles, query);
    const selection = resolveSelection(query, tile);
    // Frames that do not tell their source are found by its feed.
    const feed = selection.feed ?? (selection.source && tile?.feed) ?? null;
    const isWhole = selection.source === null && selection.feed === null;
    const [history, adjacent] = await Promise.all([
      past.page(viewer, client, { stream: query.stream, source: selection.source, feed, at }),
      findPages(viewer, stream, isWhole),
    ]);
    const source = selection.source ?? (isWhole ? null : (tile?.source ?? null));
    const names = { name: showName(query.stream.name), source: source === null ? null : showName(source) };
    return { stream, selection, at, ...names, wall, history, ...adjacent };
  }

  async function findPages(viewer: Viewer, stream: string, isWhole: boolean) {
    const found = await gallery.open(viewer, (tiles) => {
      const { previous, next } = findAdjacent(tiles, stream);
      return [previous, next].filter((one) => one !== undefined);
    });
    const { previous, next } = findAdjacent(found?.tiles ?? [], stream);
    const toPage = (one: BareTile | undefined) => {
      const picture = found?.wall.tiles.find(({ id }) => id === one?.id)?.picture ?? null;
      return one === undefined ? null : toAdjacent(one, isWhole, picture);
    };
    return { previous: toPage(previous), next: toPage(next) };
  }

  async function answerSize(viewer: Viewer, request: Incoming, query: FeedQuery | null): Promise<Response> {
    if (typeof query?.at !== "number") return problem({ status: 400, title: "Not a moment" });
    const size = await past.originalSize(viewer, request, query);
    if (size === "busy") return problem(BUSY);
    if (size === null) return answerUnreachable();
    if (size.bytes === null) return problem({ status: 404, title: "Not found" });
    return Response.json(size, { headers: { "Cache-Control": PRIVATE } });
  }

  return {
    open,

    /** Answers `GET /api/moment` with what the page of the same query shows. */
    async answer(viewer: Viewer, request: Incoming): Promise<Response> {
      const parameters = readParameters(parametersOf(request));
      const query = parseFeedQuery(parameters);
      if (query === null || hasWrongTime(parameters)) return problem({ status: 400, title: "Not a moment" });
      const page = await open(viewer, request, query);
      if (page.history === "busy") return problem(BUSY);
      if (page.history === null) return answerUnreachable();
      return Response.json(page, { headers: { "Cache-Control": PRIVATE } });
    },

    /**
     * Answers `GET /api/picture` with a redirect to the picture of a moment or, without one, to the newest; with
     * `&as=size`, with the size of the original that was made at that moment, `{ bytes }`.
     */
    async answerPicture(viewer: Viewer, request: Incoming): Promise<Response> {
      const parameters = readParameters(parametersOf(request));
      const query = parseFeedQuery(parameters);
      if (parameters.as === "size") return answerSize(viewer, request, query);
      const at = query?.at ?? null;
      if (query === null || at === null || at > now()) return gallery.answerPicture(viewer, request);
      const picture = await past.picture(viewer, request, { ...query, at });
      if (picture === "busy") return problem(BUSY);
      if (picture === null) return answerUnreachable();
      if (picture.url === null) return problem({ status: 404, title: "Not found" });
      const cacheControl = viewer.until === null ? PICTURE_CACHE_CONTROL : PRIVATE;
      const headers = { Location: picture.url, "Cache-Control": cacheControl };
      return new Response(null, { status: 302, headers });
    },
  };
}
