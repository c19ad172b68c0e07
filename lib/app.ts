// The composition root: settings, store, receiver, gallery and history of this process under Next.
import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { createGallery } from "#lib/gallery/gallery.ts";
import { createViewing } from "#lib/gallery/viewing.ts";
import { createHistory } from "#lib/history/history.ts";
import { createPast } from "#lib/history/viewing.ts";
import { createLineLimit, log } from "#lib/http/log.ts";
import { createReceiving } from "#lib/server/receiving.ts";
import { parseSettings } from "#lib/settings/settings.ts";
import { findPictureOrigin } from "#lib/store/client.ts";
import { PRIVATE_WINDOW_SECONDS, SIGNING_WINDOW_SECONDS } from "#lib/store/presign.ts";

function createApp() {
  const settings = parseSettings();
  const { access, receiver } = settings;
  const receiving = createReceiving(settings, {
    windowSeconds: access.mode === "gated" ? PRIVATE_WINDOW_SECONDS : SIGNING_WINDOW_SECONDS,
    wall: () => gallery.listEverything(),
  });
  const { store, ...handlers } = receiving;
  const wall = createGallery({ store, log, isIndexed: receiver.index, pollMs: settings.gallery.pollMs });
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
  let origin: Promise<string> | undefined;
  return {
    ...handlers,
    settings,
    gallery,
    past: createPast({ history, store, gallery, trustedProxies: settings.gallery.trustedProxies }),
    /** Where pages load their pictures from. A process that only receives does not need it to start. */
    pictureOrigin: () => (origin ??= findPictureOrigin(settings.store)),
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
