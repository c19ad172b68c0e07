import "server-only";
import { log } from "#lib/http/log.ts";
import { store } from "#lib/store/index.ts";
import { createHealthCheck, type Depth, type Health } from "./health.ts";

let current: ((depth: Depth | null) => Promise<Health>) | undefined;

/** Whether this process can do its work. */
export function health(depth: Depth | null): Promise<Health> {
  current ??= createHealthCheck({ store: store(), log, now: Date.now });
  return current(depth);
}
