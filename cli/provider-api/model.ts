// What the provider's REST API answers, read leniently: only what Livewall uses must be there, the rest may change.
import { z } from "zod";
import { Sealed } from "./sealed.ts";

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const sealed = z.string().transform((text) => new Sealed(text));

/** The kinds of hooks that a webhook asks for, by the names that the API gives them. */
export const HOOK_KINDS = {
  thumbnails: "isThumbnailHooks",
  feeds: "isFeedHooks",
  media: "isMediaHooks",
  transcoder: "isTranscoderHooks",
  viewerConnection: "isViewerConnectionHooks",
} as const;
export type HookKind = keyof typeof HOOK_KINDS;

export type Webhook = {
  readonly id: number;
  readonly url: string;
  /** Base64. */
  readonly secret: Sealed;
  readonly hooks: Readonly<Record<HookKind, boolean>>;
  /** A regular expression on stream names; null sends all. */
  readonly filter: string | null;
  /** Since too many deliveries timed out; null while it is enabled. */
  readonly disabled: { readonly until: string | null; readonly reason: string | null } | null;
};

export const webhookModel = z
  .object({
    id: z.number().int(),
    url: z.string(),
    secret: sealed,
    isThumbnailHooks: flag,
    isFeedHooks: flag,
    isMediaHooks: flag,
    isTranscoderHooks: flag,
    isViewerConnectionHooks: flag,
    filter: z.string().nullish(),
    disabled: z.object({ until: z.string().nullish(), reason: z.string().nullish() }).nullish(),
  })
  .transform((model): Webhook => {
    const { id, url, secret, filter, disabled } = model;
    return {
      id,
      url,
      secret,
      hooks: {
        thumbnails: model.isThumbnailHooks,
        feeds: model.isFeedHooks,
        media: model.isMediaHooks,
        transcoder: model.isTranscoderHooks,
        viewerConnection: model.isViewerConnectionHooks,
      },
      filter: filter ?? null,
      disabled:
        disabled === null || disabled === undefined || isOver(disabled.until)
          ? null
          : { until: disabled.until ?? null, reason: disabled.reason ?? null },
    };
  });

function isOver(until: string | null | undefined): boolean {
  return until !== null && until !== undefined && Date.parse(until) <= Date.now();
}

export type PublishToken = {
  readonly id: number;
  readonly label: string;
  readonly isActive: boolean;
  readonly thumbnails: boolean;
  readonly streams: readonly { readonly name: string; readonly isRegex: boolean }[];
  /** Whoever holds it may publish. */
  readonly credential: Sealed;
};

export const tokenModel = z
  .object({
    id: z.number().int(),
    label: z.string().nullish(),
    name: z.string().nullish(),
    token: z.string().nullish(),
    isActive: z.boolean().nullish(),
    enableThumbnails: flag,
    streams: z.array(z.object({ streamName: z.string(), isRegex: flag })).nullish(),
  })
  .transform(({ id, label, name, token, isActive, enableThumbnails, streams }): PublishToken => ({
    id,
    label: label ?? name ?? "",
    isActive: isActive ?? true,
    thumbnails: enableThumbnails,
    streams: (streams ?? []).map(({ streamName, isRegex }) => ({ name: streamName, isRegex })),
    credential: new Sealed(token ?? ""),
  }));

export type LiveFeed = {
  readonly feed: string;
  readonly token: number | null;
  /** When it started, ms since 1970; null when the provider does not say. */
  readonly started: number | null;
};

export type LiveStream = {
  /** `<account>/<name>` */
  readonly stream: string;
  readonly started: number | null;
  readonly feeds: readonly LiveFeed[];
};

const instant = z
  .string()
  .nullish()
  .transform((text) => {
    const ms = Date.parse(text ?? "");
    return Number.isNaN(ms) ? null : ms;
  });

const liveFeed = z.object({
  feedId: z.string(),
  tokenId: z.number().int().nullish(),
  active: z.boolean().nullish(),
  startTime: instant,
});

const liveStream = z
  .object({
    streamId: z.string(),
    live: z.boolean().nullish(),
    startTime: instant,
    feeds: z.array(liveFeed).nullish(),
  })
  .transform(({ streamId, live, startTime, feeds }) => ({
    isLive: live ?? true,
    stream: {
      stream: streamId,
      started: startTime,
      feeds: (feeds ?? [])
        .filter(({ active }) => active !== false)
        .map(({ feedId, tokenId, startTime }) => ({
          feed: feedId,
          token: tokenId ?? null,
          started: startTime,
        })),
    } satisfies LiveStream,
  }));

export const monitoringModel = z.object({
  pagination: z.object({ totalPages: z.number().nullish() }).nullish(),
  data: z.array(liveStream).nullish(),
});

export const accountModel = z.object({ accountId: z.string() });
