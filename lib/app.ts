// The composition root of the app: settings, store, receiver, gallery and history of this process.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { Viewer } from "#lib/access/viewer.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { createViewing } from "#lib/gallery/viewing.ts";
import { createHistory } from "#lib/history/history.ts";
import { createStreamPages } from "#lib/history/stream-page.ts";
import { createPast } from "#lib/history/viewing.ts";
import type { Incoming } from "#lib/http/incoming.ts";
import { log } from "#lib/http/log.ts";
import { createReceiving } from "#lib/receiver/receiving.ts";
import { parseSettings, type Settings } from "#lib/settings/settings.ts";
import { findPictureOrigin } from "#lib/store/client.ts";
import { PRIVATE_WINDOW_SECONDS, SIGNING_WINDOW_SECONDS } from "#lib/store/presign.ts";

/** Whom the server program renders a page for. */
export type Rendering = {
  /** Null for a reader without access. */
  readonly viewer: Viewer | null;
  /** The reader who caused it. Others may get the same page. */
  readonly client: Pick<Incoming, "headers" | "remoteAddress">;
  /** Becomes false for a page that holds for this reader and this moment only. */
  isShared: boolean;
};

export function createApp(settings: Settings) {
  const { access, receiver } = settings;
  const receiving = createReceiving(settings, {
    windowSeconds: access.mode === "gated" ? PRIVATE_WINDOW_SECONDS : SIGNING_WINDOW_SECONDS,
    wall: () => gallery.listEverything(),
  });
  const { openForViewers, ...handlers } = receiving;
  const store = openForViewers();
  const { pollMs, originals } = settings.gallery;
  const frozenAfterMs = receiver.watch.frozenAfterMs ?? 0;
  const pictures = { originals, frozenAfterMs };
  const wall = createGallery({ store, log, isIndexed: receiver.index, pollMs, pictures });
  const gallery = createViewing(wall);
  const history = createHistory({
    store,
    log,
    listsPerSecond: settings.gallery.pastListsPerSecond,
    logDays: settings.gallery.logDays,
    frozenAfterMs,
    originals,
    isKnown: wall.isKnown,
    elapsed: () => performance.now(),
    delay: (ms) => delay(ms, undefined, { ref: false }),
  });
  const past = createPast({ history, store, gallery, trustedProxies: settings.gallery.trustedProxies });
  let origin: Promise<string> | undefined;
  return {
    ...handlers,
    settings,
    /** The time of the store, ms since 1970. */
    now: store.now,
    gallery,
    past,
    streamPages: createStreamPages({ past, gallery, now: store.now }),
    /** Where pages load their pictures from. A process that only receives does not need it to start. */
    pictureOrigin: () => (origin ??= findPictureOrigin(settings.store)),
    /** What `POST /api/join` needs. */
    join: { access, log, now: Date.now },
    /** What the server program renders just now; empty where Next is the program. */
    rendering: new AsyncLocalStorage<Rendering>(),
  };
}

export type App = ReturnType<typeof createApp>;

/** The server program and each bundle of Next have a copy of every module, so modules cannot hold what they share. */
const SHARED = Symbol.for("livewall");
const shared = globalThis as { [SHARED]?: App };

/** Makes the app that the whole process shares. */
export function compose(settings: Settings): App {
  return (shared[SHARED] = createApp(settings));
}

/** Returns the one app of this process; null before it is made. */
export function findApp(): App | null {
  return shared[SHARED] ?? null;
}

/** Returns the one app of this process. @throws SettingsError */
export function app(): App {
  return shared[SHARED] ?? compose(parseSettings());
}
