import { z } from "zod";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { accessKeys, revokedLinks } from "./access.ts";

export const blankIsAbsent = (value: unknown) =>
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
  INDEX: optional(z.enum(["on", "off"], "must be on or off")),
  LOG_DAYS: optional(wholeNumber(1, 3_650)),
  PAST_LISTS_PER_SECOND: optional(wholeNumber(1, 1_000)),
  TRUSTED_PROXIES: optional(wholeNumber(0, 10)),
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

export const storeEnvironment = environment.pick({
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
