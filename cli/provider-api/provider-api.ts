import { z } from "zod";
import { call, type Connection } from "./call.ts";
import {
  accountModel,
  HOOK_KINDS,
  type HookKind,
  type LiveStream,
  monitoringModel,
  type PublishToken,
  tokenModel,
  type Webhook,
  webhookModel,
} from "./model.ts";
import { readAll } from "./paging.ts";
import type { Sealed } from "./sealed.ts";

const PROVIDER_API_URL = "https://api.millicast.com";

export type WebhookWishes = {
  readonly url?: string;
  readonly hooks?: Partial<Readonly<Record<HookKind, boolean>>>;
  readonly filter?: string | null;
};

export type NewToken = {
  readonly label: string;
  readonly streams: readonly { readonly name: string; readonly isRegex: boolean }[];
};

/**
 * The provider's REST API, as far as Livewall needs it. Every method throws ProviderError.
 *
 * Source: the provider's OpenAPI document (https://api.millicast.com/openapi/v1/openapi.json).
 */
export type ProviderApi = {
  /** The id of the account whose secret this is: what every stream id begins with. */
  readonly account: () => Promise<string>;
  readonly webhooks: () => Promise<Webhook[]>;
  readonly createWebhook: (wishes: WebhookWishes & { readonly url: string }) => Promise<Webhook>;
  readonly updateWebhook: (
    id: number,
    wishes: WebhookWishes & { readonly reEnable?: true; readonly refreshSecret?: true },
  ) => Promise<Webhook>;
  readonly deleteWebhook: (id: number) => Promise<void>;
  /** Has the provider send a hook of its own making; it names no webhook, so all of the kind get it. */
  readonly sendTestHook: (kind: "Thumbnail" | "Feeds", streamName: string) => Promise<void>;
  readonly tokens: () => Promise<PublishToken[]>;
  readonly createToken: (token: NewToken) => Promise<PublishToken>;
  readonly setThumbnails: (tokenId: number, isOn: boolean) => Promise<PublishToken>;
  /** Lets one that was disabled publish again. */
  readonly enableToken: (tokenId: number) => Promise<PublishToken>;
  /** Asks for a picture of a live stream now; it comes as an ordinary hook. At most 6 a minute for each stream. */
  readonly requestThumbnail: (streamName: string, tokenId?: number) => Promise<void>;
  /** The streams that are live, with their feeds; not in every plan (`forbidden` or `refused`). */
  readonly liveStreams: () => Promise<LiveStream[]>;
};

const anything = z.unknown();
const PAGE = 50;
/** An example of an error in the API's own document says that monitoring gives less than 20. */
const MONITORING_PAGE = 19;

export type ProviderApiOptions = {
  readonly url?: string;
  readonly secret: Sealed;
  readonly deadlineMs?: number;
  readonly pauseMs?: number;
};

export function createProviderApi(options: ProviderApiOptions): ProviderApi {
  const connection: Connection = {
    url: options.url ?? PROVIDER_API_URL,
    secret: options.secret,
    deadlineMs: options.deadlineMs ?? 15_000,
    pauseMs: options.pauseMs ?? 1_000,
  };
  const updateToken = (id: number, body: object) =>
    call(connection, { method: "PUT", path: `/api/publish_token/${id}`, body }, tokenModel);

  return {
    async account() {
      return (await call(connection, { method: "GET", path: "/api/v3/account/info" }, accountModel))
        .accountId;
    },

    webhooks() {
      return readAll((last) => {
        const startingId = last === null ? {} : { startingId: last.id };
        const query = { ...startingId, itemCount: PAGE, isDescending: false };
        return call(connection, { method: "GET", path: "/api/webhooks/list", query }, z.array(webhookModel));
      });
    },

    createWebhook(wishes) {
      const body = { isFeedHooks: false, ...webhookBody(wishes) };
      return call(connection, { method: "POST", path: "/api/webhooks", body }, webhookModel);
    },

    updateWebhook(id, { reEnable, refreshSecret, ...wishes }) {
      const body = {
        ...webhookBody(wishes),
        ...(reEnable === undefined ? {} : { reEnable }),
        ...(refreshSecret === undefined ? {} : { refreshSecret }),
      };
      return call(connection, { method: "PUT", path: `/api/webhooks/${id}`, body }, webhookModel);
    },

    async deleteWebhook(id) {
      await call(connection, { method: "DELETE", path: `/api/webhooks/${id}` }, anything);
    },

    async sendTestHook(kind, streamName) {
      const request = {
        method: "POST",
        path: `/api/webhooks/test/${kind}`,
        body: { streamName },
      } as const;
      await call(connection, request, anything);
    },

    tokens() {
      return readAll((_, page) => {
        const query = { page, itemsOnPage: PAGE, sortBy: "AddedOn", isDescending: false };
        const request = { method: "GET", path: "/api/publish_token/list", query } as const;
        return call(connection, request, z.array(tokenModel));
      });
    },

    createToken({ label, streams }) {
      const body = {
        label,
        streams: streams.map(({ name, isRegex }) => ({ streamName: name, isRegex })),
        enableThumbnails: true,
      };
      return call(connection, { method: "POST", path: "/api/publish_token", body }, tokenModel);
    },

    setThumbnails: (tokenId, isOn) => updateToken(tokenId, { enableThumbnails: isOn }),

    enableToken: (tokenId) => updateToken(tokenId, { isActive: true }),

    async requestThumbnail(streamName, tokenId) {
      const body = { streamName, ...(tokenId === undefined ? {} : { tokenId }) };
      await call(connection, { method: "POST", path: "/api/thumbnails", body }, anything);
    },

    async liveStreams() {
      const found = await readAll<{ id: string; isLive: boolean; stream: LiveStream }>(async (_, page) => {
        const query = { page, itemsOnPage: MONITORING_PAGE, sortBy: "StreamId", isActive: true };
        const request = { method: "GET", path: "/api/monitoring/streams", query } as const;
        const { data } = await call(connection, request, monitoringModel);
        return (data ?? []).map(({ isLive, stream }) => ({ id: stream.stream, isLive, stream }));
      });
      return found.filter(({ isLive }) => isLive).map(({ stream }) => stream);
    },
  };
}

/** The body of a create or an update. */
export function webhookBody({ url, hooks = {}, filter }: WebhookWishes): Record<string, unknown> {
  const wanted = (Object.keys(HOOK_KINDS) as HookKind[]).filter((kind) => hooks[kind] !== undefined);
  return {
    ...(url === undefined ? {} : { url }),
    ...Object.fromEntries(wanted.map((kind) => [HOOK_KINDS[kind], hooks[kind]])),
    ...(filter === undefined ? {} : { filter }),
  };
}
