import { z } from "zod";
import { accessKeys, accessOf, revokedLinks } from "./access.ts";
import type { Access } from "#lib/access/viewer.ts";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { parseStreamPattern, type StreamPattern } from "#lib/provider/stream-pattern.ts";
import type { Environment } from "./environment.ts";
import type { SpoolSettings } from "#lib/spool/spool.ts";

const MEGAPIXELS_OF_8K = 7680 * 4320;

const blankIsAbsent = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema.optional());

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be from ${least} to ${most}`);

const decimal = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d*\.?\d+$/, "must be a number, such as 0.5")
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be from ${least} to ${most}`);

const secrets = z
  .string("is missing: copy the secret of the webhook at the provider")
  .transform((list, context) => {
    const parsed: Secret[] = [];
    for (const [index, text] of list.split(",").entries()) {
      const secret = parseSecret(text.trim());
      if (secret !== null) parsed.push(secret);
      else {
        const which = list.includes(",") ? `has an entry, number ${index + 1}, that is` : "is";
        context.addIssue({
          code: "custom",
          message: `${which} blank or not base64: copy it whole, with its = signs`,
        });
      }
    }
    return parsed;
  });

const streamPatterns = z.string().transform((list, context) =>
  list.split(",").flatMap((text, index) => {
    const pattern = parseStreamPattern(text.trim());
    if (pattern !== null) return [pattern];
    context.addIssue({
      code: "custom",
      message: `has an entry, number ${index + 1}, that is neither <account>/<stream name> nor <account>/<beginning>*`,
    });
    return [];
  }),
);

const endpoint = z.url({
  protocol: /^https?$/,
  error: "must be an http(s) URL, such as https://s3.example.com",
});

/** As `frame-ancestors` of a Content-Security-Policy has it (CSP Level 3, 6.4.2). */
const embedAncestors = z
  .string()
  .transform((list) => list.split(/[\s,]+/).filter((word) => word !== ""))
  .refine(
    (words) =>
      words.every((word) => /^(\*|none|self|https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?)$/.test(word)) &&
      (words.length === 1 || !words.some((word) => word === "*" || word === "none")),
    "must be *, or none, or self and origins such as https://www.example.com or https://*.example.com",
  )
  .transform((words) => words.map((word) => (/^(none|self)$/.test(word) ? `'${word}'` : word)).join(" "));

const watchUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\//.test(text) && text.includes("{streamId}") && URL.canParse(text),
    "must be an http(s) URL with {streamId} in it, such as https://viewer.millicast.com/?streamId={streamId}",
  );

/** Every setting of the app, by the name of its environment variable; lib/settings/reference.ts says what each means. */
export const environment = z.object({
  WEBHOOK_SECRET: z.preprocess(blankIsAbsent, secrets),
  AWS_S3_BUCKET_NAME: z.preprocess(
    blankIsAbsent,
    z
      .string("is missing: the name of the bucket that keeps the frames")
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/, "is not a bucket name"),
  ),
  AWS_REGION: optional(z.string().regex(/^[a-z0-9-]+$/, "is not a region, such as eu-central-1")),
  AWS_ENDPOINT_URL_S3: optional(endpoint),
  AWS_ACCESS_KEY_ID: optional(z.string()),
  AWS_SECRET_ACCESS_KEY: optional(z.string()),
  AWS_SESSION_TOKEN: optional(z.string()),
  AWS_ROLE_ARN: optional(
    z
      .string()
      .regex(
        /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/,
        "must be a role such as arn:aws:iam::123456789012:role/livewall",
      ),
  ),
  VERCEL: optional(z.string()),
  S3_CHECKSUMS: optional(
    z.enum(["when_required", "when_supported"], "must be when_required or when_supported"),
  ),
  STREAMS: optional(streamPatterns),
  MAX_FRAME_BYTES: optional(wholeNumber(1_000, 100_000_000)),
  MAX_BYTES_IN_FLIGHT: optional(wholeNumber(1_000_000, 100_000_000_000)),
  MAX_FRAME_PIXELS: optional(wholeNumber(10_000, 500_000_000)),
  SPOOL_DIR: optional(z.string()),
  SPOOL_MAX_BYTES: optional(wholeNumber(1_000_000, 1_000_000_000_000)),
  BLACK_BRIGHTNESS: optional(decimal(0, 1)),
  BLACK_SHARE: optional(decimal(0.5, 1)),
  FROZEN_AFTER_SECONDS: optional(wholeNumber(0, 86_400)),
  FROZEN_TOLERANCE: optional(wholeNumber(0, 255)),
  PREVIEWS: optional(z.enum(["on", "off"], "must be on or off")),
  WATCH_URL: optional(watchUrl),
  EMBED_ANCESTORS: optional(embedAncestors),
  ACCESS: optional(z.enum(["public", "gated"], "must be public or gated")),
  ACCESS_KEYS: optional(accessKeys),
  ACCESS_REVOKED: optional(revokedLinks),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(endpoint),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional(endpoint),
  METRICS_TOKEN: optional(
    z.string().regex(/^[\x21-\x7e]{16,}$/, "must be at least 16 characters of ASCII without spaces"),
  ),
});

const storeEnvironment = environment.pick({
  AWS_S3_BUCKET_NAME: true,
  AWS_REGION: true,
  AWS_ENDPOINT_URL_S3: true,
  AWS_ACCESS_KEY_ID: true,
  AWS_SECRET_ACCESS_KEY: true,
  AWS_SESSION_TOKEN: true,
  AWS_ROLE_ARN: true,
  VERCEL: true,
  S3_CHECKSUMS: true,
});

/** What no setting shows by itself. */
function faultsBetween(env: Environment): string[] {
  const isSet = (name: string) => blankIsAbsent(env[name]) !== undefined;
  const faults: string[] = [];
  if (!isSet("AWS_REGION") && !isSet("AWS_ENDPOINT_URL_S3")) {
    faults.push("AWS_REGION is missing: the bucket's region, such as eu-central-1");
  }
  if (isSet("AWS_ACCESS_KEY_ID") !== isSet("AWS_SECRET_ACCESS_KEY")) {
    const absent = isSet("AWS_ACCESS_KEY_ID") ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
    faults.push(`${absent} is missing: set both keys, or neither to use the machine's own role`);
  }
  return faults;
}

/** Who may see the wall is never left to a default. */
function faultsOfAccess(env: Environment): string[] {
  const isSet = (name: string) => blankIsAbsent(env[name]) !== undefined;
  if (!isSet("ACCESS")) {
    return [
      "ACCESS is missing: public for a wall that anybody may see, gated for one that is opened by links",
    ];
  }
  return env.ACCESS === "gated" && !isSet("ACCESS_KEYS")
    ? ["ACCESS_KEYS is missing: make one with npm run livewall -- share --new-key"]
    : [];
}

/** Who may see the wall, whatever else is set. @throws SettingsError with all that is wrong of it */
export function parseAccessSettings(env: Environment): Access {
  const parsed = environment.pick({ ACCESS: true, ACCESS_KEYS: true, ACCESS_REVOKED: true }).safeParse(env);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...faultsOfAccess(env)];
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return accessOf(parsed.data);
}

export type StoreSettings = {
  readonly bucket: string;
  readonly region: string;
  /** Null for AWS itself. */
  readonly endpoint: string | null;
  /** Null to use the SDK's own chain: roles, profiles, web identity. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  } | null;
  /** On Vercel, the role that its token for this deployment is exchanged for. */
  readonly vercelRole?: string;
  readonly checksums: "WHEN_REQUIRED" | "WHEN_SUPPORTED";
};

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
  readonly watch: WatchSettings;
  /** Where hooks wait that the store does not take; null to refuse them. */
  readonly spool: SpoolSettings | null;
};

export type GallerySettings = {
  /** Where a stream is watched live; `{streamId}` stands for the stream. */
  readonly watchUrl: string;
  /** Which pages may frame a picture, as `frame-ancestors` of a Content-Security-Policy has it. */
  readonly embedAncestors: string;
};

/** All that a receiver without a wall needs. */
export type HookSettings = { readonly store: StoreSettings; readonly receiver: ReceiverSettings };

export type Settings = HookSettings & {
  readonly gallery: GallerySettings;
  readonly access: Access;
  /** Whoever brings it may read the metrics; null for nobody. */
  readonly metricsToken: string | null;
  /** Whether spans are sent to an OpenTelemetry collector. */
  readonly tracing: boolean;
};

/** Every fault of the settings, in one message that says how to mend each. It holds no value of a setting. */
export class SettingsError extends Error {
  override name = "SettingsError";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `Livewall cannot start, these settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

/**
 * Reads the settings from environment variables.
 *
 * @throws SettingsError with all that is wrong at once
 */
export function parseSettings(env: Environment): Settings {
  const e = parse(env, [...faultsBetween(env), ...faultsOfAccess(env)]);
  return {
    ...hookSettingsOf(e),
    gallery: {
      watchUrl: e.WATCH_URL ?? "https://viewer.millicast.com/?streamId={streamId}",
      embedAncestors: e.EMBED_ANCESTORS ?? "*",
    },
    access: accessOf(e),
    metricsToken: e.METRICS_TOKEN ?? null,
    tracing:
      e.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined || e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined,
  };
}

/** The settings of a receiver that shows nothing. @throws SettingsError with all that is wrong at once */
export function parseHookSettings(env: Environment): HookSettings {
  return hookSettingsOf(parse(env, faultsBetween(env)));
}

function parse(env: Environment, others: readonly string[]): z.infer<typeof environment> {
  const parsed = environment.safeParse(env);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...others];
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return parsed.data;
}

function hookSettingsOf(e: z.infer<typeof environment>): HookSettings {
  return {
    store: storeOf(e),
    receiver: {
      secrets: e.WEBHOOK_SECRET,
      streams: e.STREAMS ?? null,
      maxFrameBytes: e.MAX_FRAME_BYTES ?? 4_500_000,
      maxFramePixels: e.MAX_FRAME_PIXELS ?? MEGAPIXELS_OF_8K,
      maxBytesInFlight: Math.max(e.MAX_BYTES_IN_FLIGHT ?? 200_000_000, e.MAX_FRAME_BYTES ?? 0),
      previews: e.PREVIEWS !== "off",
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

/** What names the bucket and opens it, whatever else is set. @throws SettingsError with all that is wrong of it */
export function parseStoreSettings(env: Environment): StoreSettings {
  const parsed = storeEnvironment.safeParse(env);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...faultsBetween(env)];
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return storeOf(parsed.data);
}

function storeOf(e: z.infer<typeof storeEnvironment>): StoreSettings {
  return {
    bucket: e.AWS_S3_BUCKET_NAME,
    region: e.AWS_REGION ?? "us-east-1",
    endpoint: e.AWS_ENDPOINT_URL_S3 ?? null,
    ...credentialsOf(e),
    // Other stores than AWS refuse the checksums that the SDK adds by default (aws-sdk-js-v3#6810).
    checksums:
      e.S3_CHECKSUMS === "when_supported" ||
      (e.S3_CHECKSUMS === undefined && e.AWS_ENDPOINT_URL_S3 === undefined)
        ? "WHEN_SUPPORTED"
        : "WHEN_REQUIRED",
  };
}

function credentialsOf(
  e: z.infer<typeof storeEnvironment>,
): Pick<StoreSettings, "credentials" | "vercelRole"> {
  const isOnVercel = e.VERCEL === "1";
  // There may be keys of Vercel's own in the environment, which open nothing.
  if (isOnVercel && e.AWS_ROLE_ARN !== undefined) return { credentials: null, vercelRole: e.AWS_ROLE_ARN };
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = e;
  if (accessKeyId === undefined || secretAccessKey === undefined) return { credentials: null };
  // A token of Vercel's own does not go with the keys of a user, nor any token with keys that last.
  const isForeign = accessKeyId.startsWith("AKIA") || (isOnVercel && !accessKeyId.startsWith("ASIA"));
  const sessionToken = isForeign ? undefined : e.AWS_SESSION_TOKEN;
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")} ${message}`;
}
