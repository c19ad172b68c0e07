import { randomBytes, randomUUID } from "node:crypto";

export const WEBHOOK_FLAGS = [
  "isFeedHooks",
  "isThumbnailHooks",
  "isMediaHooks",
  "isTranscoderHooks",
  "isViewerConnectionHooks",
] as const;
type WebhookFlags = Record<(typeof WEBHOOK_FLAGS)[number], boolean>;

// The names are those of the provider's own OpenAPI document.
export type WebhookModel = WebhookFlags & {
  id: number;
  url: string;
  secret: string;
  disabled: { until?: string; reason?: string } | null;
  filter: string | null;
};

export type TokenModel = {
  id: number;
  label: string;
  token: string;
  addedOn: string;
  isActive: boolean;
  streams: { streamName: string; isRegex: boolean }[];
  enableThumbnails: boolean;
  multisource: boolean;
};

export type LiveFeedModel = {
  feedId: string;
  streamName: string;
  tokenId: number;
  startTime: string;
};

/** The state of one account at the provider. */
export class Account {
  readonly id: string;
  readonly webhooks: WebhookModel[] = [];
  readonly tokens: TokenModel[] = [];
  readonly liveFeeds: LiveFeedModel[] = [];
  #nextWebhookId = 5_001;
  #nextTokenId = 1_187_282;

  constructor(id = "ZG6NWV") {
    this.id = id;
  }

  addWebhook(wishes: Partial<WebhookModel> & { url: string }): WebhookModel {
    const webhook = {
      id: this.#nextWebhookId++,
      secret: newSecret(),
      ...(Object.fromEntries(WEBHOOK_FLAGS.map((flag) => [flag, false])) as WebhookFlags),
      disabled: null,
      filter: null,
      ...wishes,
    };
    this.webhooks.push(webhook);
    return webhook;
  }

  addToken(wishes: Partial<TokenModel> & { label: string }): TokenModel {
    const token = {
      id: this.#nextTokenId++,
      token: randomBytes(32).toString("hex"),
      addedOn: new Date().toISOString(),
      isActive: true,
      streams: [{ streamName: ".*", isRegex: true }],
      enableThumbnails: false,
      multisource: true,
      ...wishes,
    };
    this.tokens.push(token);
    return token;
  }

  /** An encoder connects. */
  publish(streamName: string, tokenId: number, startedMsAgo = 0): LiveFeedModel {
    const startTime = new Date(Date.now() - startedMsAgo).toISOString();
    const feed = { feedId: randomUUID(), streamName, tokenId, startTime };
    this.liveFeeds.push(feed);
    return feed;
  }
}

export function newSecret(): string {
  return randomBytes(32).toString("base64");
}
