import { EVERYTHING, narrow } from "#lib/access/scope.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { type Incoming, parametersOf } from "#lib/http/incoming.ts";
import { problem } from "#lib/http/problem.ts";
import { MAX_COMPARED } from "#lib/model/compare.ts";
import { readParameters } from "#lib/model/parameters.ts";
import { parseFeedQuery } from "#lib/model/routes.ts";
import { parseStream, type Stream } from "#lib/model/stream.ts";
import { findTile } from "#lib/model/wall.ts";
import { answerUnreachable } from "./answer.ts";
import { PRIVATE } from "./caching.ts";
import type { Gallery, PickTiles } from "./gallery.ts";

/** Far below the remaining life of the URL in `Location`. */
const PICTURE_CACHE_CONTROL = "public, max-age=10";

export type Viewing = ReturnType<typeof createViewing>;

/** The live wall, read for a viewer. A wall is null while the store has never been reached. */
export function createViewing(gallery: Gallery) {
  /** The tiles of some streams; none of those that do not exist or are outside the viewer's scope. */
  const wallOfStream = (viewer: Viewer, ...streams: readonly Stream[]) =>
    gallery.wall(narrow(viewer.scope, ...streams));
  return {
    wallOfStream,
    /** All tiles without URLs. */
    listTiles: (viewer: Viewer) => gallery.list(viewer.scope),
    open: (viewer: Viewer, pick: PickTiles) => gallery.open(viewer.scope, pick),
    /** The tiles of all streams, for metrics. */
    listEverything: () => gallery.list(EVERYTHING),

    /** Answers `GET /api/feeds`, for the whole wall or, with `?stream=`, for up to four streams. */
    async answerPoll({ scope, until }: Viewer, request: Incoming): Promise<Response> {
      const ids = parametersOf(request).getAll("stream");
      const streams = ids.map(parseStream).filter((stream) => stream !== null);
      if (streams.length < ids.length) return problem({ status: 400, title: "Not a stream" });
      if (streams.length > MAX_COMPARED) return problem({ status: 400, title: "Too many streams" });
      const selected = streams.length === 0 ? scope : narrow(scope, ...streams);
      return gallery.answer(request, selected, until === null ? "anybody" : "this viewer");
    },

    /**
     * Answers `GET /api/picture` with a redirect to the newest picture of a stream or of a part of it or, with
     * `&feed=&time=`, to the original of that frame while it is the newest.
     */
    async answerPicture(viewer: Viewer, request: Incoming): Promise<Response> {
      const parameters = parametersOf(request);
      const query = parseFeedQuery(readParameters(parameters));
      if (query === null) return problem({ status: 400, title: "Not a stream" });
      const time = parameters.get("time");
      if (query.feed !== null && time !== null) {
        const scope = narrow(viewer.scope, query.stream);
        const original = await gallery.originalUrl(scope, query.feed, Number(time));
        return original === null ? problem({ status: 404, title: "Not found" }) : redirect(viewer, original);
      }
      const wall = await wallOfStream(viewer, query.stream);
      if (wall === null) return answerUnreachable();
      const picture = findTile(wall.tiles, query)?.picture ?? null;
      if (picture === null) return problem({ status: 404, title: "Not found" });
      return redirect(viewer, picture);
    },
  };
}

function redirect(viewer: Viewer, location: string): Response {
  const cacheControl = viewer.until === null ? PICTURE_CACHE_CONTROL : PRIVATE;
  return new Response(null, {
    status: 302,
    headers: { Location: location, "Cache-Control": cacheControl },
  });
}
