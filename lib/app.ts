// The composition root: settings, store, receiver, gallery and history of this process under Next.
import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { createGallery } from "#lib/gallery/gallery.ts";
import { createViewing } from "#lib/gallery/viewing.ts";
import { createHistory } from "#lib/history/history.ts";
import { createPast } from "#lib/history/viewing.ts";
import { createLineLimit } from "#lib/http/line-limit.ts";
import { log } from "#lib/http/log.ts";
import { createHealthCheck } from "#lib/observability/health/health.ts";
import { createMetrics } from "#lib/observability/metrics/metrics.ts";
import { countWall } from "#lib/observability/metrics/wall.ts";
import { assembleReceiver, deliverSpool } from "#lib/receiver/assemble.ts";
import { OUTCOMES } from "#lib/receiver/outcome.ts";
import { parseSettings } from "#lib/settings/settings.ts";
import { openSpool } from "#lib/spool/spool.ts";
import { createClient, DELIVERY_PATIENCE_MS } from "#lib/store/client.ts";
import { observeCalls } from "#lib/store/observed.ts";
import { pictureOrigin } from "#lib/store/origin.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import { PRIVATE_WINDOW_SECONDS, SIGNING_WINDOW_SECONDS } from "#lib/store/signing.ts";

function createApp() {
  const settings = parseSettings();
  const { access, receiver } = settings;
  const metrics = createMetrics(Date.now, { outcomes: OUTCOMES, secrets: receiver.secrets.length });
  function openStore(patienceMs?: number) {
    const client = createClient(settings.store, patienceMs);
    observeCalls(client, metrics.onStoreCall);
    return createS3Store(client, settings.store.bucket, {
      windowSeconds: access.mode === "gated" ? PRIVATE_WINDOW_SECONDS : SIGNING_WINDOW_SECONDS,
    });
  }
  const store = openStore();
  const wall = createGallery({ store, log, isIndexed: receiver.index });
  const gallery = createViewing(wall);
  const history = createHistory({
    store,
    log,
    listsPerSecond: settings.gallery.pastListsPerSecond,
    logDays: settings.gallery.logDays,
    isKnown: wall.isKnown,
    elapsed: () => performance.now(),
    delay: (ms) => delay(ms, undefined, { ref: false }),
  });

  return {
    settings,
    gallery,
    past: createPast({ history, store, gallery, trustedProxies: settings.gallery.trustedProxies }),
    /** Where pages load their pictures from. */
    pictureOrigin: pictureOrigin(settings.store),
    receive: assembleReceiver({ settings: receiver, store, log, onHook: metrics.onHook }),
    /** Delivers the spool until the signal. */
    deliver: (signal: AbortSignal) =>
      deliverSpool({ settings: receiver, store: openStore(DELIVERY_PATIENCE_MS), log }, signal),
    health: createHealthCheck({ store, log, now: Date.now }),
    /** All metrics in Prometheus' text format. */
    metrics: () =>
      metrics.expose({
        spool: async () => (receiver.spool === null ? null : openSpool(receiver.spool).measure()),
        wall: async () => {
          const tiles = await gallery.listEverything();
          return tiles === null ? null : countWall(tiles);
        },
      }),
    /** What `POST /api/join` needs. */
    join: { access, log, hasLine: createLineLimit(), now: Date.now },
  };
}

export type App = ReturnType<typeof createApp>;

/** Next bundles instrumentation, pages and route handlers apart, each with its own copy of this module. */
const shared = globalThis as { livewall?: App };

/** Returns the one instance of this process. @throws SettingsError */
export function app(): App {
  return (shared.livewall ??= createApp());
}
