import { z } from "zod";
import { call, type Connection, type Request } from "./call.ts";
import {
  accountModel,
  HOOK_KINDS,
  type HookKind,
  type LiveStream,
  type MonitoredStream,
  monitoringModel,
  type PublishToken,
  type Sealed,
  tokenModel,
  type Webhook,
  webhookModel,
} from "./model.ts";

const PROVIDER_API_URL = "https://api.millicast.com";

export type WebhookWishes = {
  readonly url?: string;
  readonly hooks?: Partial<Readonly<Record<HookKind, boolean>>>;
  readonly filter?: string | null;
};

export type WebhookUpdate = WebhookWishes & { readonly reEnable?: true; readonly refreshSecret?: true };

export type NewToken = Pick<PublishToken, "label" | "streams">;

export type ProviderApi = ReturnType<typeof createProviderApi>;

const PAGE = 50;
/** An example of an error in the API's own document says that monitoring gives less than 20. */
const MONITORING_PAGE = 19;
/** More than any account has; a list that never ends is a fault. */
const MAX_PAGES = 1_000;

export type ProviderApiOptions = Partial<Connection> & { readonly secret: Sealed };

/**
 * The provider's REST API, as far as Livewall needs it. Every method throws ProviderError.
 *
 * Source: the provider's OpenAPI document (https://api.millicast.com/openapi/v1/openapi.json).
 */
export function createProviderApi(options: ProviderApiOptions) {
  const connection: Connection = { url: PROVIDER_API_URL, deadlineMs: 15_000, pauseMs: 1_000, ...options };
  const get = <T>(path: string, query: NonNullable<Request["query"]>, data: z.ZodType<T>) =>
    call(connection, { method: "GET", path, query }, data);
  const post = <T>(path: string, body: object, data: z.ZodType<T>) =>
    call(connection, { method: "POST", path, body }, data);
  const put = <T>(path: string, body: object, data: z.ZodType<T>) =>
    call(connection, { method: "PUT", path, body }, data);
  const updateToken = (id: number, body: object) => put(`/api/publish_token/${id}`, body, tokenModel);

  return {
    /** The id of the secret's account, with which every stream id begins. */
    account: async () => (await get("/api/v3/account/info", {}, accountModel)).accountId,

    webhooks: () =>
      listAll<Webhook>((last) => {
        const startingId = last === null ? {} : { startingId: last.id };
        const query = { ...startingId, itemCount: PAGE, isDescending: false };
        return get("/api/webhooks/list", query, z.array(webhookModel));
      }),

    createWebhook: (wishes: WebhookWishes & { readonly url: string }) =>
      post("/api/webhooks", { isFeedHooks: false, ...webhookBody(wishes) }, webhookModel),

    updateWebhook: (id: number, wishes: WebhookUpdate) =>
      put(`/api/webhooks/${id}`, webhookBody(wishes), webhookModel),

    async deleteWebhook(id: number) {
      await call(connection, { method: "DELETE", path: `/api/webhooks/${id}` }, z.unknown());
    },

    /** Has the provider send a test hook; it names no webhook, so all of the kind get it. */
    async sendTestHook(kind: "Thumbnail" | "Feeds", streamName: string) {
      await post(`/api/webhooks/test/${kind}`, { streamName }, z.unknown());
    },

    tokens: () =>
      listAll<PublishToken>((_, page) => {
        const query = { page, itemsOnPage: PAGE, sortBy: "AddedOn", isDescending: false };
        return get("/api/publish_token/list", query, z.array(tokenModel));
      }),

    createToken({ label, streams }: NewToken) {
      const names = streams.map(({ name, isRegex }) => ({ streamName: name, isRegex }));
      return post("/api/publish_token", { label, streams: names, enableThumbnails: true }, tokenModel);
    },

    setThumbnails: (tokenId: number, isOn: boolean) => updateToken(tokenId, { enableThumbnails: isOn }),

    /** Lets a token publish, or not. */
    setActive: (tokenId: number, isActive: boolean) => updateToken(tokenId, { isActive }),

    /** Asks for a picture of a live stream now; it comes as an ordinary hook. At most 6 a minute for each stream. */
    async requestThumbnail(streamName: string, tokenId?: number) {
      await post("/api/thumbnails", { streamName, tokenId }, z.unknown());
    },

    /** The live streams with their feeds; not in every plan (`forbidden` or `refused`). */
    async liveStreams(): Promise<LiveStream[]> {
      const found = await listAll<MonitoredStream>(async (_, page) => {
        const query = { page, itemsOnPage: MONITORING_PAGE, sortBy: "StreamId", isActive: true };
        return (await get("/api/monitoring/streams", query, monitoringModel)).data;
      });
      return found.filter(({ isLive }) => isLive);
    },
  };
}

/** The body of a create or an update. */
export function webhookBody({ hooks = {}, ...others }: WebhookUpdate): Record<string, unknown> {
  const kinds = Object.entries(hooks) as [HookKind, boolean][];
  return { ...others, ...Object.fromEntries(kinds.map(([kind, isOn]) => [HOOK_KINDS[kind], isOn])) };
}

/**
 * Reads pages until one has nothing new: the provider gives no total, may give fewer items than asked for, and
 * does not say whether the id that a page starts from belongs to it. Each item is returned once.
 *
 * @param readPage the page after the last item of the one before; null for the first
 */
async function listAll<T extends { readonly id: number | string }>(
  readPage: (last: T | null, page: number) => Promise<readonly T[]>,
): Promise<T[]> {
  const all = new Map<number | string, T>();
  let last: T | null = null;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const known: number = all.size;
    const items = await readPage(last, page);
    for (const item of items) all.set(item.id, item);
    last = items.at(-1) ?? last;
    if (all.size === known) return [...all.values()];
  }
  throw new Error(`a list of the provider has more than ${MAX_PAGES} pages`);
}
