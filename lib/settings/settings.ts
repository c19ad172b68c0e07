import type { Access } from "#lib/access/viewer.ts";
import type { SpoolSettings } from "#lib/spool/files.ts";
import type { Environment } from "./environment.ts";
import { isSet, parseTable, type Rule, type Values } from "./parse.ts";
import { STORE_RULES, toStoreSettings } from "./store-settings.ts";
import { ACCESS, APP } from "./table.ts";

type AppValues = Values<typeof APP>;

/** All that a receiver without a wall needs. */
export type HookSettings = ReturnType<typeof toHookSettings>;
export type ReceiverSettings = ReturnType<typeof toReceiverSettings>;
/** When a picture counts as black or frozen. */
export type WatchSettings = ReceiverSettings["watch"];
export type Settings = ReturnType<typeof parseSettings>;

const HOOK_RULES: readonly Rule[] = [
  ...STORE_RULES,
  ({ INDEX, PREVIEWS }) =>
    INDEX === "off" && PREVIEWS !== "off"
      ? "INDEX=off needs PREVIEWS=off: previews are the index of a stream's history"
      : null,
];

/** Access is never left to a default. */
const ACCESS_RULES: readonly Rule[] = [
  (env) =>
    isSet(env, "ACCESS")
      ? null
      : "ACCESS is missing: public for a wall that anybody may see, gated for one that is opened by links",
  (env) =>
    env.ACCESS === "gated" && !isSet(env, "ACCESS_KEYS")
      ? "ACCESS_KEYS is missing: make one with npm run livewall -- share --new-key"
      : null,
];

/** @throws SettingsError with all faults at once */
export function parseSettings(env: Environment = process.env) {
  const e = parseTable(APP, env, [...HOOK_RULES, ...ACCESS_RULES]);
  return {
    ...toHookSettings(e),
    gallery: {
      watchUrl: e.WATCH_URL,
      /** Whether large tiles may show originals. */
      originals: e.ORIGINALS,
      embedAncestors: e.EMBED_ANCESTORS,
      logDays: e.LOG_DAYS,
      pollMs: e.POLL_SECONDS * 1000,
      pastListsPerSecond: e.PAST_LISTS_PER_SECOND,
      trustedProxies: e.TRUSTED_PROXIES,
    },
    access: toAccess(e),
    /** The origin of the wall for its viewers; null if it is not known. Vercel tells it. */
    publicUrl: e.PUBLIC_URL ?? toVercelUrl(env) ?? null,
    /** Spans go to an OpenTelemetry collector. */
    tracing:
      e.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined || e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined,
  };
}

function toVercelUrl({ VERCEL_PROJECT_PRODUCTION_URL: host }: Environment): URL | null {
  return isSet({ host }, "host") ? URL.parse(`https://${host ?? ""}`) : null;
}

/** Reads the settings of a process that only receives. @throws SettingsError with all faults at once */
export function parseHookSettings(env: Environment = process.env): HookSettings {
  return toHookSettings(parseTable(APP, env, HOOK_RULES));
}

/** Reads who may see the wall; all other settings may be wrong. @throws SettingsError */
export function parseAccessSettings(env: Environment): Access {
  return toAccess(parseTable(ACCESS, env, ACCESS_RULES));
}

function toHookSettings(e: AppValues) {
  return {
    store: toStoreSettings(e),
    receiver: toReceiverSettings(e),
    /** The bearer token for the metrics; null to hide them. */
    metricsToken: e.METRICS_TOKEN ?? null,
  };
}

function toReceiverSettings(e: AppValues) {
  const spool: SpoolSettings | null =
    e.SPOOL_DIR === undefined ? null : { directory: e.SPOOL_DIR, maxBytes: e.SPOOL_MAX_BYTES };
  return {
    /** Newest first; never empty. */
    secrets: e.WEBHOOK_SECRET,
    /** The accepted streams; null for all. */
    streams: e.STREAMS ?? null,
    maxFrameBytes: e.MAX_FRAME_BYTES,
    maxFramePixels: e.MAX_FRAME_PIXELS,
    /** There is always room for one frame. */
    maxBytesInFlight: Math.max(e.MAX_BYTES_IN_FLIGHT, e.MAX_FRAME_BYTES),
    previews: e.PREVIEWS,
    /** Frames have entries below `previews/`: without them, streams have no history. */
    index: e.INDEX,
    watch: {
      // By default, a picture is black at the brightness and share of ffmpeg's blackdetect.
      darkBelow: e.BLACK_BRIGHTNESS,
      blackShare: e.BLACK_SHARE,
      /** Null turns the detection off. */
      frozenAfterMs: e.FROZEN_AFTER_SECONDS === 0 ? null : e.FROZEN_AFTER_SECONDS * 1000,
      stillWithin: e.FROZEN_TOLERANCE,
    },
    /** Null to answer 503 while the store does not accept hooks. */
    spool,
  };
}

function toAccess(e: Values<typeof ACCESS>): Access {
  if (e.ACCESS === "public") return { mode: "public" };
  const [key, ...others] = e.ACCESS_KEYS ?? [];
  if (key === undefined) throw new TypeError("a gated wall without keys");
  return { mode: "gated", keys: [key, ...others], revoked: new Set(e.ACCESS_REVOKED) };
}
