import "server-only";
import { log } from "#lib/http/log.ts";
import { settings } from "#lib/settings/index.ts";
import { store } from "#lib/store/index.ts";
import { createReceiver } from "./receive.ts";

let current: ((request: Request) => Promise<Response>) | undefined;

/** Takes one hook of the provider with the settings of this process. */
export function receive(request: Request): Promise<Response> {
  current ??= createReceiver({ settings: settings().receiver, store: store(), log, now: Date.now });
  return current(request);
}
