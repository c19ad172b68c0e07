import "server-only";
import { EVERYTHING, narrowed } from "#lib/access/scope.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { log } from "#lib/http/log.ts";
import { problem } from "#lib/http/problem.ts";
import { parseStream, type Stream } from "#lib/model/stream.ts";
import { settings } from "#lib/settings/index.ts";
import { store } from "#lib/store/index.ts";
import { createGallery, type Gallery, type Opened, type PickTiles, type TileList } from "./gallery.ts";
import type { Wall } from "#lib/model/wall.ts";

/** Next bundles pages and route handlers apart, each with its own copy of this module: they share through here. */
const shared = globalThis as { livewallGallery?: Gallery };

function gallery(): Gallery {
  return (shared.livewallGallery ??= createGallery({
    store: store(),
    log,
    isIndexed: settings().receiver.index,
  }));
}

/** The tiles of one stream: none where there is no such stream, or the viewer may not see it. */
export function wallOfStream(viewer: Viewer, stream: Stream): Promise<Wall | null> {
  return gallery().wall(narrowed(viewer.scope, stream));
}

/** The tiles of a viewer's wall without URLs; null when the store was never reached. */
export function currentTiles(viewer: Viewer): Promise<TileList | null> {
  return gallery().list(viewer.scope);
}

/** What a page brings of a viewer's wall; null when the store was never reached. */
export function openWall(viewer: Viewer, pick: PickTiles): Promise<Opened | null> {
  return gallery().open(viewer.scope, pick);
}

/** All tiles, to count them and not to show them; null when the store was never reached. */
export function tilesToCount(): Promise<TileList | null> {
  return gallery().list(EVERYTHING);
}

/** Whether there is such a stream, whoever may see it; null while the names of offline streams are being listed. */
export function isKnownStream(stream: Stream): Promise<boolean | null> {
  return gallery().isKnown(stream);
}

/** Answers a viewer's poll, of the whole wall or, with `?stream=`, of one stream. */
export async function answerPollOf(viewer: Viewer, request: Request): Promise<Response> {
  const id = new URL(request.url).searchParams.get("stream");
  const stream = id === null ? null : parseStream(id);
  if (id !== null && stream === null) return problem({ status: 400, title: "Not a stream" });
  const scope = stream === null ? viewer.scope : narrowed(viewer.scope, stream);
  return gallery().answer(request, scope, viewer.until === null ? "anybody" : "this viewer");
}
