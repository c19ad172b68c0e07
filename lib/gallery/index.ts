import "server-only";
import { log } from "#lib/http/log.ts";
import { store } from "#lib/store/index.ts";
import { createGallery, type Gallery } from "./gallery.ts";
import type { Wall } from "./wall.ts";

/** Next bundles pages and route handlers apart, each with its own copy of this module: they share through here. */
const shared = globalThis as { livewallGallery?: Gallery };

function gallery(): Gallery {
  return (shared.livewallGallery ??= createGallery({ store: store(), log, now: Date.now }));
}

/** What the wall shows now; null when the store was never reached. */
export function currentWall(): Promise<Wall | null> {
  return gallery().wall();
}

/** Answers a viewer's poll. */
export function answerViewer(request: Request): Promise<Response> {
  return gallery().answer(request);
}
