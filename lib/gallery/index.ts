import "server-only";
import { log } from "#lib/http/log.ts";
import { store } from "#lib/store/index.ts";
import { loadWall } from "./load.ts";
import { createSnapshots, type Snapshot } from "./snapshots.ts";
import type { Wall } from "./wall.ts";

/** Next bundles pages and route handlers apart, each with its own copy of this module: they share through here. */
const shared = globalThis as { livewallSnapshots?: () => Promise<Snapshot | null> };

/** What the wall shows now; null when the store was never reached. */
export async function currentWall(): Promise<Wall | null> {
  shared.livewallSnapshots ??= createSnapshots({ store: store(), log, now: Date.now });
  const snapshot = await shared.livewallSnapshots();
  return snapshot === null ? null : loadWall(snapshot, store(), Date.now());
}
