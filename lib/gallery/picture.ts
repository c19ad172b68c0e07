import "server-only";
import type { Viewer } from "#lib/access/viewer.ts";
import { problem } from "#lib/http/problem.ts";
import { parseStream } from "#lib/model/stream.ts";
import { PRIVATE } from "./caching.ts";
import { wallOfStream } from "./index.ts";
import { newestOf } from "#lib/model/wall.ts";

/** Far below what the address that it leads to still lives. */
const PUBLIC = "public, max-age=10";

/** Leads to a stream's newest preview; 404 where there is none that the viewer may see. */
export async function answerPicture(viewer: Viewer, request: Request): Promise<Response> {
  const stream = parseStream(new URL(request.url).searchParams.get("stream") ?? "");
  if (stream === null) return problem({ status: 400, title: "Not a stream" });
  const wall = await wallOfStream(viewer, stream);
  if (wall === null) {
    return problem({ status: 503, title: "The store cannot be reached", headers: { "Retry-After": "5" } });
  }
  const picture = newestOf(wall.tiles)?.picture ?? null;
  if (picture === null) return problem({ status: 404, title: "Not found" });
  return new Response(null, {
    status: 302,
    headers: { Location: picture, "Cache-Control": viewer.until === null ? PUBLIC : PRIVATE },
  });
}
