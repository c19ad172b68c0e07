import "server-only";
import { log } from "#lib/http/log.ts";
import { store } from "#lib/store/index.ts";
import { createHealthCheck, type Health } from "./health.ts";

let current: ((isDeep: boolean) => Promise<Health>) | undefined;

/** Whether this process can do its work. */
export function health(isDeep: boolean): Promise<Health> {
  current ??= createHealthCheck({ store: store(), log, now: Date.now });
  return current(isDeep);
}
