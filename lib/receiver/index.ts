import "server-only";
import { log } from "#lib/http/log.ts";
import { metrics } from "#lib/observability/metrics/index.ts";
import { settings } from "#lib/settings/index.ts";
import { store, storeForDelivery } from "#lib/store/index.ts";
import { assembleReceiver, deliverSpool } from "./assemble.ts";
import type { Receive } from "./receive.ts";

let current: Receive | undefined;

/** Takes one hook of the provider with the settings of this process. */
export function receive(request: Request): Promise<Response> {
  current ??= assembleReceiver({
    settings: settings().receiver,
    store: store(),
    log,
    onHook: metrics().onHook,
  });
  return current(request);
}

/** Delivers what is spooled, for as long as this process lives. */
export function startDelivery(): void {
  const parts = { settings: settings().receiver, store: storeForDelivery(), log };
  void deliverSpool(parts, new AbortController().signal);
}
