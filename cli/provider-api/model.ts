// The answers of the provider's REST API, parsed leniently: what Livewall uses must be there, the rest may change.
import { inspect } from "node:util";
import { z } from "zod";

/** A secret that no print, log or JSON shows: only `reveal` does. */
export class Sealed {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return "(hidden)";
  }

  toJSON(): string {
    return "(hidden)";
  }

  [inspect.custom](): string {
    return "(hidden)";
  }
}

/** A field that may be missing or null. */
const orElse = <T, D>(schema: z.ZodType<T>, value: D) =>
  schema.nullish().transform((given): T | D => given ?? value);
const flag = orElse(z.boolean(), false);
const onFlag = orElse(z.boolean(), true);
const text = orElse(z.string(), null);
/** ms since 1970. */
const instant = text.transform((value) => {
  const ms = Date.parse(value ?? "");
  return Number.isNaN(ms) ? null : ms;
});

/** The kinds of hooks of a webhook, by the names that the API gives them. */
export const HOOK_KINDS = {
  thumbnails: "isThumbnailHooks",
  feeds: "isFeedHooks",
  media: "isMediaHooks",
  transcoder: "isTranscoderHooks",
  viewerConnection: "isViewerConnectionHooks",
} as const;
export type HookKind = keyof typeof HOOK_KINDS;

export type Webhook = z.infer<typeof webhookModel>;

export const webhookModel = z
  .object({
    id: z.number().int(),
    url: z.string(),
    secret: z.string(),
    isThumbnailHooks: flag,
    isFeedHooks: flag,
    isMediaHooks: flag,
    isTranscoderHooks: flag,
    isViewerConnectionHooks: flag,
    filter: text,
    disabled: orElse(z.object({ until: text, reason: text }), null),
  })
  .transform(({ id, url, secret, filter, disabled, ...flags }) => {
    const isOver = disabled?.until && Date.parse(disabled.until) <= Date.now();
    const kinds = Object.entries(HOOK_KINDS).map(([kind, flag]) => [kind, flags[flag]]);
    const hooks = Object.fromEntries(kinds) as Readonly<Record<HookKind, boolean>>;
    return {
      id,
      url,
      /** Base64. */
      secret: new Sealed(secret),
      hooks,
      /** A regular expression on stream names; null sends all. */
      filter,
      /** Since too many deliveries timed out; null while it is enabled. */
      disabled: isOver ? null : disabled,
    };
  });

export type PublishToken = z.infer<typeof tokenModel>;

export const tokenModel = z
  .object({
    id: z.number().int(),
    label: text,
    name: text,
    token: text,
    isActive: onFlag,
    enableThumbnails: flag,
    streams: orElse(z.array(z.object({ streamName: z.string(), isRegex: flag })), []),
  })
  .transform(({ id, label, name, token, isActive, enableThumbnails, streams }) => ({
    id,
    label: label ?? name ?? "",
    isActive,
    thumbnails: enableThumbnails,
    streams: streams.map(({ streamName, isRegex }) => ({ name: streamName, isRegex })),
    /** Anyone who has it may publish. */
    credential: new Sealed(token ?? ""),
  }));

const liveFeed = z.object({
  feedId: z.string(),
  tokenId: orElse(z.number().int(), null),
  active: onFlag,
  startTime: instant,
});

/** `startTime`: null when the provider does not say. */
const liveStream = z
  .object({ streamId: z.string(), live: onFlag, startTime: instant, feeds: orElse(z.array(liveFeed), []) })
  .transform(({ streamId: stream, live, startTime: started, feeds }) => {
    const active = feeds.filter(({ active }) => active);
    return {
      id: stream,
      isLive: live,
      /** `<account>/<name>` */
      stream,
      started,
      feeds: active.map(({ feedId: feed, tokenId: token, startTime }) => ({
        feed,
        token,
        started: startTime,
      })),
    };
  });
export type MonitoredStream = z.infer<typeof liveStream>;
export type LiveStream = Omit<MonitoredStream, "id" | "isLive">;

export const monitoringModel = z.object({ data: orElse(z.array(liveStream), []) });

export const accountModel = z.object({ accountId: z.string() });

/** The wrapper of all answers of the provider, by its OpenAPI document and observed answers. */
export type Envelope =
  | { readonly status: "success"; readonly data: unknown }
  | { readonly status: "fail" | "error"; readonly detail: string };

const envelope = z.object({
  status: z.enum(["success", "fail", "error"]),
  data: z.unknown().optional(),
  message: z.string().optional(),
});

const MAX_DETAIL = 500;

/** Null for a text that is no envelope. */
export function parseEnvelope(text: string): Envelope | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return null;
  const { status, data, message = "" } = parsed.data;
  if (status === "success") return { status, data };
  const words = [message, describeFailure(data)].filter((part) => part !== "").join(": ");
  return { status, detail: (words === "" ? "no reason given" : words).slice(0, MAX_DETAIL) };
}

/**
 * The shapes of `fail.data` in the provider's examples: a message, a text for each field, and `errors` with a
 * text or a list of texts for each field, with or without a message.
 */
function describeFailure(data: unknown): string {
  if (typeof data === "string") return data;
  if (data === null || typeof data !== "object") return "";
  const { message, errors, ...fields } = data as Record<string, unknown>;
  const perField = [fields, errors].flatMap((group) =>
    group !== null && typeof group === "object" ? Object.entries(group).flatMap(describeField) : [],
  );
  return [...(typeof message === "string" ? [message] : []), ...perField].join(": ");
}

function describeField([field, says]: [string, unknown]): string[] {
  const texts = [says].flat().filter((text) => typeof text === "string");
  return texts.length === 0 ? [] : [`${field}: ${texts.join(", ")}`];
}
