import "server-only";
import { EVERYTHING } from "#lib/access/scope.ts";
import type { Viewer } from "#lib/access/viewer.ts";
import { log } from "#lib/http/log.ts";
import { store } from "#lib/store/index.ts";
import { createGallery, type Gallery } from "./gallery.ts";
import type { Wall } from "./wall.ts";

/** Next bundles pages and route handlers apart, each with its own copy of this module: they share through here. */
const shared = globalThis as { livewallGallery?: Gallery };

function gallery(): Gallery {
  return (shared.livewallGallery ??= createGallery({ store: store(), log, now: Date.now }));
}

/** What a viewer's wall shows now; null when the store was never reached. */
export function currentWall(viewer: Viewer): Promise<Wall | null> {
  return gallery().wall(viewer.scope);
}

/** All tiles, for who counts them and shows none; null when the store was never reached. */
export function wallToCount(): Promise<Wall | null> {
  return gallery().wall(EVERYTHING);
}

/** Answers a viewer's poll. */
export function answerPollOf(viewer: Viewer, request: Request): Promise<Response> {
  return gallery().answer(request, viewer.scope, viewer.until === null ? "anybody" : "this viewer");
}
