import type { z } from "zod";
import type { Access } from "#lib/access/viewer.ts";
import type { Secret } from "#lib/provider/signature.ts";
import type { StreamPattern } from "#lib/provider/stream-pattern.ts";
import type { SpoolSettings } from "#lib/spool/spool.ts";
import { accessOf } from "./access.ts";
import type { Environment } from "./environment.ts";
import { describeIssue, faultsBetween, faultsOfAccess, SettingsError } from "./faults.ts";
import { environment } from "./schema.ts";
import { storeOf, type StoreSettings } from "./store-settings.ts";

const MEGAPIXELS_OF_8K = 7680 * 4320;

/** When a picture counts as black or frozen. */
export type WatchSettings = {
  /** The brightness under which a pixel is dark, 0 to 1. */
  readonly darkBelow: number;
  /** How much of a picture that is black is dark, 0 to 1. */
  readonly blackShare: number;
  /** How long a frozen picture has not changed; null to look for none. */
  readonly frozenAfterMs: number | null;
  /** By how much of 255 the brightness of a part of a picture may change that counts as unchanged. */
  readonly stillWithin: number;
};

export type ReceiverSettings = {
  /** Newest first; never empty. */
  readonly secrets: readonly Secret[];
  /** The streams whose hooks are taken; null for all. */
  readonly streams: readonly StreamPattern[] | null;
  readonly maxFrameBytes: number;
  readonly maxFramePixels: number;
  /** The memory that bodies of hooks may take together. */
  readonly maxBytesInFlight: number;
  readonly previews: boolean;
  /** Whether each frame has an entry below `previews/`: without it, streams have no history. */
  readonly index: boolean;
  readonly watch: WatchSettings;
  /** Where hooks wait that the store does not take; null to refuse them. */
  readonly spool: SpoolSettings | null;
};

export type GallerySettings = {
  /** Where a stream is watched live; `{streamId}` stands for the stream. */
  readonly watchUrl: string;
  /** Which pages may frame a picture, as `frame-ancestors` of a Content-Security-Policy has it. */
  readonly embedAncestors: string;
  /** How many days the log is kept, where the bucket's lifecycle rules cannot be read. */
  readonly logDays: number;
  /** How many LISTs a second this process spends on the past, for all viewers together. */
  readonly pastListsPerSecond: number;
  /** How many proxies before this process append to X-Forwarded-For. */
  readonly trustedProxies: number;
};

/** All that a receiver without a wall needs. */
export type HookSettings = {
  readonly store: StoreSettings;
  readonly receiver: ReceiverSettings;
  /** Whoever brings it may read the metrics; null for nobody. */
  readonly metricsToken: string | null;
};

export type Settings = HookSettings & {
  readonly gallery: GallerySettings;
  readonly access: Access;
  /** Whether spans are sent to an OpenTelemetry collector. */
  readonly tracing: boolean;
};

/**
 * Reads the settings from environment variables.
 *
 * @throws SettingsError with all that is wrong at once
 */
export function parseSettings(env: Environment = process.env): Settings {
  const e = parse(env, [...faultsBetween(env), ...faultsOfAccess(env)]);
  return {
    ...hookSettingsOf(e),
    gallery: {
      watchUrl: e.WATCH_URL ?? "https://viewer.millicast.com/?streamId={streamId}",
      embedAncestors: e.EMBED_ANCESTORS ?? "*",
      logDays: e.LOG_DAYS ?? 7,
      pastListsPerSecond: e.PAST_LISTS_PER_SECOND ?? 10,
      trustedProxies: e.TRUSTED_PROXIES ?? 0,
    },
    access: accessOf(e),
    tracing:
      e.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined || e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined,
  };
}

/** The settings of a receiver that shows nothing. @throws SettingsError with all that is wrong at once */
export function parseHookSettings(env: Environment = process.env): HookSettings {
  return hookSettingsOf(parse(env, faultsBetween(env)));
}

function parse(env: Environment, others: readonly string[]): z.infer<typeof environment> {
  const parsed = environment.safeParse(env);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...others];
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return parsed.data;
}

function hookSettingsOf(e: z.infer<typeof environment>): HookSettings {
  const maxFrameBytes = e.MAX_FRAME_BYTES ?? 4_500_000;
  return {
    store: storeOf(e),
    metricsToken: e.METRICS_TOKEN ?? null,
    receiver: {
      secrets: e.WEBHOOK_SECRET,
      streams: e.STREAMS ?? null,
      maxFrameBytes,
      maxFramePixels: e.MAX_FRAME_PIXELS ?? MEGAPIXELS_OF_8K,
      maxBytesInFlight: Math.max(e.MAX_BYTES_IN_FLIGHT ?? 200_000_000, maxFrameBytes),
      previews: e.PREVIEWS !== "off",
      index: e.INDEX !== "off",
      watch: {
        // The share and the brightness are those at which ffmpeg's blackdetect calls a picture black.
        darkBelow: e.BLACK_BRIGHTNESS ?? 0.1,
        blackShare: e.BLACK_SHARE ?? 0.98,
        frozenAfterMs: e.FROZEN_AFTER_SECONDS === 0 ? null : (e.FROZEN_AFTER_SECONDS ?? 300) * 1000,
        stillWithin: e.FROZEN_TOLERANCE ?? 2,
      },
      spool:
        e.SPOOL_DIR === undefined
          ? null
          : { directory: e.SPOOL_DIR, maxBytes: e.SPOOL_MAX_BYTES ?? 1_000_000_000 },
    },
  };
}

/** Who may see the wall, whatever else is set. @throws SettingsError with all that is wrong of it */
export function parseAccessSettings(env: Environment): Access {
  const parsed = environment.pick({ ACCESS: true, ACCESS_KEYS: true, ACCESS_REVOKED: true }).safeParse(env);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...faultsOfAccess(env)];
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return accessOf(parsed.data);
}
