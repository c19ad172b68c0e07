import "server-only";
import { log } from "#lib/http/log.ts";
import { metrics } from "#lib/metrics/index.ts";
import { settings } from "#lib/settings/index.ts";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { createLease } from "#lib/spool/lease.ts";
import { openSpool } from "#lib/spool/spool.ts";
import { store } from "#lib/store/index.ts";
import { createDeliverer } from "./deliver.ts";
import { createKeeping } from "./keep-frame.ts";
import { createReceiver } from "./receive.ts";

let current: ((request: Request) => Promise<Response>) | undefined;

/** Takes one hook of the provider with the settings of this process. */
export function receive(request: Request): Promise<Response> {
  if (current === undefined) {
    const receiver = settings().receiver;
    const spool = receiver.spool === null ? null : openSpool(receiver.spool);
    current = createReceiver({
      settings: receiver,
      store: store(),
      spool,
      log,
      onHook: metrics().onHook,
      now: Date.now,
    });
  }
  return current(request);
}

/** Delivers what is spooled, for as long as this process lives. */
export function startDelivery(): void {
  const { receiver } = settings();
  if (receiver.spool === null) return;
  const deliver = createDeliverer(createKeeping(store(), log, receiver));
  const { directory } = receiver.spool;
  void deliverSpooled({
    spool: openSpool(receiver.spool),
    lease: createLease(directory),
    store: deliver,
    log,
    signal: new AbortController().signal,
  });
}
