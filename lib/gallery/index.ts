import "server-only";
import { describeError, log } from "#lib/http/log.ts";
import { store } from "#lib/store/index.ts";
import { StoreError } from "#lib/store/store.ts";
import { loadWall } from "./load.ts";
import { createSnapshots } from "./snapshots.ts";
import type { Wall } from "./wall.ts";

/** Next bundles pages and route handlers apart, each with its own copy of this module: they share through here. */
const shared = globalThis as { livewallGallery?: () => Promise<Wall | null> };

/** What the wall shows now; null when the store was never reached. */
export function currentWall(): Promise<Wall | null> {
  shared.livewallGallery ??= createGallery();
  return shared.livewallGallery();
}

function createGallery(): () => Promise<Wall | null> {
  const pictures = store();
  const currentSnapshot = createSnapshots({ store: pictures, log, now: Date.now });
  return async () => {
    const snapshot = await currentSnapshot();
    if (snapshot === null) return null;
    try {
      return await loadWall(snapshot, pictures, Date.now());
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log("wall-not-signed", { level: "error", error: describeError(error) });
      return null;
    }
  };
}
