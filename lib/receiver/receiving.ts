import { log } from "#lib/http/log.ts";
import { createHealthCheck } from "#lib/observability/health.ts";
import type { Sources } from "#lib/observability/gauges.ts";
import { createMetrics } from "#lib/observability/metrics.ts";
import { answerScrape } from "#lib/observability/scrape.ts";
import { OUTCOMES } from "./outcome.ts";
import { createReceiver } from "./receiver.ts";
import type { HookSettings } from "#lib/settings/settings.ts";
import { DELIVERY_TIMEOUT_MS } from "#lib/store/client.ts";
import { createStoreClock } from "#lib/store/clock.ts";
import { createPutRules, watchPuts } from "#lib/store/put-rules.ts";
import { openStore } from "#lib/store/s3-store.ts";

export type ReceivingOptions = {
  /** How long a presigned URL stays the same. */
  readonly windowSeconds?: number;
  /** Measures the wall; null in a process that shows none. */
  readonly wall: Sources["wall"];
};

/** Composes what a process that receives hooks needs, under Next and without it. */
export function createReceiving(
  { store: storeSettings, receiver: settings, metricsToken }: HookSettings,
  { wall, ...signing }: ReceivingOptions,
) {
  const metrics = createMetrics(Date.now, { outcomes: OUTCOMES, secrets: settings.secrets.length });
  const options = {
    ...signing,
    clock: createStoreClock(Date.now),
    puts: createPutRules(storeSettings.endpoint === null),
    onCall: metrics.onStoreCall,
  };
  const store = openStore(storeSettings, options);
  const deliveryStore = openStore(storeSettings, { ...options, timeoutMs: DELIVERY_TIMEOUT_MS });
  const receiver = createReceiver({ settings, store, log, onHook: metrics.onHook });
  return {
    /** Opens a store for viewers, with connections of its own: hooks do not wait for those whom viewers wait for. */
    openForViewers: () => openStore(storeSettings, options),
    receive: receiver.receive,
    /** Delivers the spool until the signal, and learns what the store makes of conditional puts. */
    deliver(signal: AbortSignal): Promise<void> {
      void watchPuts(deliveryStore, log, signal);
      return receiver.deliver(deliveryStore, signal);
    },
    health: createHealthCheck({
      store,
      spool: receiver.checkSpool,
      lacksPreviews: receiver.lacksPreviews,
      log,
      now: Date.now,
    }),
    countAnswers: metrics.countAnswers,
    scrape: (authorization: string | null) =>
      answerScrape(metricsToken, authorization, () =>
        metrics.expose({ spool: receiver.measureSpool, wall, load: receiver.measureLoad }),
      ),
  };
}
