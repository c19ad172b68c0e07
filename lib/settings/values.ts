import { z } from "zod";
import { isLinkId, parseAccessKey } from "#lib/access/key.ts";
import { parseSecret } from "#lib/provider/signature.ts";
import { parseStreamPattern } from "#lib/provider/stream-pattern.ts";

const between = (number: z.ZodType<number, string>, min: number, max: number) =>
  number
    .refine((n) => n >= min && n <= max, `must be from ${min} to ${max}`)
    .describe(`From ${min} to ${max}.`);

export const wholeNumber = (min: number, max: number) =>
  between(z.string().regex(/^\d+$/, "must be a whole number").transform(Number), min, max);

export const decimal = (min: number, max: number) =>
  between(
    z
      .string()
      .regex(/^\d*\.?\d+$/, "must be a number, such as 0.5")
      .transform(Number),
    min,
    max,
  );

export const choice = <const T extends string>(...words: readonly [T, T]) =>
  z.enum(words, `must be ${words.join(" or ")}`);

export const onOrOff = choice("on", "off").transform((word) => word === "on");

export const text = z.string();

/** Entries separated by commas; each wrong one is reported with its number. */
function list<T>(parse: (entry: string) => T | null, wrong: string): z.ZodType<readonly T[], string> {
  return z.string().transform((entries, context) =>
    entries.split(",").flatMap((entry, index) => {
      const parsed = parse(entry.trim());
      if (parsed !== null) return [parsed];
      const which = entries.includes(",") ? `has an entry, number ${index + 1}, that is` : "is";
      context.addIssue({ code: "custom", message: `${which} ${wrong}` });
      return [];
    }),
  );
}

export const webhookSecrets = list(parseSecret, "blank or not base64: copy it whole, with its = signs");

export const streamPatterns = list(
  parseStreamPattern,
  "neither <account>/<stream name> nor <account>/<beginning>*",
);

export const accessKeys = list(
  parseAccessKey,
  "not <id>:<base64 of 32 random bytes>: make one with npm run livewall -- share --new-key",
).refine(
  (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
  "has two keys with one id: a link could belong to either",
);

/** Anything but an id is an error: it would revoke nothing, and the link would go on to open the wall. */
export const revokedLinks = list(
  (entry) => (isLinkId(entry) ? entry : null),
  "not the id of a link: copy the id that npm run livewall -- share printed beside the link",
);

export const bucketName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/, "is not a bucket name");

export const region = z.string().regex(/^[a-z0-9-]+$/, "is not a region, such as eu-central-1");

export const role = z
  .string()
  .regex(
    /^arn:[a-z-]+:iam::\d{12}:role\/\S+$/,
    "must be a role such as arn:aws:iam::123456789012:role/livewall",
  );

export const metricsToken = z
  .string()
  .regex(/^[\x21-\x7e]{16,}$/, "must be at least 16 characters of ASCII without spaces");

export const endpoint = z.url({
  protocol: /^https?$/,
  error: "must be an http(s) URL, such as https://s3.example.com",
});

/** The SDK would leave the others out without a word. */
export const storeEndpoint = endpoint.refine(
  (text) => !/[?#@]/.test(text),
  "must have nothing but a host, a port and a path, such as https://s3.example.com/path",
);

/** Parsed to the value of `frame-ancestors` in a Content-Security-Policy (CSP Level 3, 6.4.2). */
export const embedAncestors = z
  .string()
  .transform((words) => words.split(/[\s,]+/).filter((word) => word !== ""))
  .refine(
    (words) =>
      words.every((word) => /^(\*|none|self|https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?)$/.test(word)) &&
      (words.length === 1 || !words.some((word) => word === "*" || word === "none")),
    "must be *, or none, or self and origins such as https://www.example.com or https://*.example.com",
  )
  .transform((words) => words.map((word) => (/^(none|self)$/.test(word) ? `'${word}'` : word)).join(" "));

export const origin = z
  .string()
  .refine((text) => {
    const url = URL.parse(text);
    return /^https?:$/.test(url?.protocol ?? "") && url?.pathname === "/" && !/[?#]/.test(text);
  }, "must be an http(s) URL without a path, such as https://wall.example.com")
  .pipe(z.string().transform((url) => new URL(url)));

export const watchUrl = z
  .string()
  .refine(
    (url) => /^https?:\/\//.test(url) && url.includes("{streamId}") && URL.canParse(url),
    "must be an http(s) URL with {streamId} in it, such as https://viewer.millicast.com/?streamId={streamId}",
  );
