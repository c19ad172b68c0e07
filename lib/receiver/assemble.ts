import type { Log } from "#lib/http/log.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { createLease } from "#lib/spool/lease.ts";
import { openSpool } from "#lib/spool/files.ts";
import type { Store } from "#lib/store/store.ts";
import { createDeliverer } from "./deliver.ts";
import { createFrameWriter } from "./frame-writer.ts";
import { createReceiver, OVERLOAD_THRESHOLD, type Receive } from "./receive.ts";

type Parts = { readonly settings: ReceiverSettings; readonly store: Store; readonly log: Log };

/** Of this process: Next bundles instrumentation and route handlers apart, each with its own copy of this module. */
const shared = globalThis as { livewallInHand?: { count: number } };
const inHand = (shared.livewallInHand ??= { count: 0 });

/** The receiver of a process that has a disk. */
export function assembleReceiver({
  settings,
  store,
  log,
  onHook,
}: Parts & { readonly onHook: (report: HookReport) => void }): Receive {
  const spool = settings.spool === null ? null : openSpool(settings.spool);
  return createReceiver({ settings, store, spool, log, onHook, inHand });
}

/** Delivers what is spooled until the signal. */
export async function deliverSpool({ settings, store, log }: Parts, signal: AbortSignal): Promise<void> {
  if (settings.spool === null) return;
  await deliverSpooled({
    spool: openSpool(settings.spool),
    lease: createLease(settings.spool.directory),
    store: createDeliverer(createFrameWriter(store, log, settings, "delivery")),
    isOverloaded: () => inHand.count > OVERLOAD_THRESHOLD,
    log,
    signal,
  });
}
