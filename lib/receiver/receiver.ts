import type { Log } from "#lib/http/log.ts";
import { findLibvipsFault } from "#lib/image/libvips.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import type { Entry } from "#lib/spool/entry.ts";
import { openSpool } from "#lib/spool/files.ts";
import { createLease } from "#lib/spool/lease.ts";
import type { Store } from "#lib/store/store.ts";
import { createAdmission } from "./admission/admission.ts";
import { createFrameWriter } from "./frame-writer.ts";
import { createReceive, type ReceiveParts } from "./receive.ts";
import { storeEvent } from "./store-event.ts";
import { storeFrame } from "./store-frame.ts";

/** A delivery has no answer to give, but its requests must end. */
const DELIVERY_TIMEOUT_MS = 15_000;

/** Composes the receiver of a process. */
export function createReceiver(
  { settings, store, log, onHook }: Omit<ReceiveParts, "spool" | "admission">,
  admission = createAdmission(settings.maxBytesInFlight, settings.spool !== null),
) {
  const spool = settings.spool && openSpool(settings.spool);
  const missing = settings.previews ? findLibvipsFault() : Promise.resolve(null);
  void missing.then((error) => error === null || log("previews-unavailable", { level: "error", error }));
  return {
    receive: createReceive({ settings, store, spool, admission, log, onHook }),

    /** Delivers the spool, if there is one, until the signal. */
    async deliver(deliveryStore: Store, signal: AbortSignal): Promise<void> {
      if (spool === null || settings.spool === null) return;
      await deliverSpooled({
        spool,
        lease: createLease(settings.spool.directory),
        store: createDeliverer(deliveryStore, log, settings),
        isOverloaded: admission.isOverloaded,
        log,
        signal,
      });
    },

    /** Whether previews are wanted, and this machine can make none. */
    lacksPreviews: async () => (await missing) !== null,

    /** Tries whether the spool has room for a frame. Null without a spool. */
    checkSpool: spool?.check ?? null,

    measureLoad: admission.measure,

    /** Returns null without a spool. */
    measureSpool: async () => spool?.usage() ?? null,
  };
}

/** Returns the function that stores a spooled hook as if it came now. It throws while the store does not accept it. */
export function createDeliverer(
  store: Store,
  log: Log,
  settings: ReceiverSettings,
): (entry: Entry) => Promise<"stored" | "rejected"> {
  const writer = createFrameWriter(store, log, settings, "delivery");
  return async (entry) => {
    const signal = AbortSignal.timeout(DELIVERY_TIMEOUT_MS);
    const task = { signal, isOverloaded: false, onFindings: () => undefined };
    const outcome =
      entry.kind === "frame"
        ? await storeFrame(entry.frame, entry.jpeg, writer, { ...task, findings: entry.findings })
        : await storeEvent(entry.event, writer, signal);
    // A conflict was acknowledged, so its picture is kept aside and not removed.
    return "accepted" in outcome && outcome.accepted !== "conflict" ? "stored" : "rejected";
  };
}
