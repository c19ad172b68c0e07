import { randomBytes, randomUUID } from "node:crypto";

// By the names that the provider's own OpenAPI document gives them.
export type WebhookModel = {
  id: number;
  url: string;
  secret: string;
  isFeedHooks: boolean;
  isThumbnailHooks: boolean;
  isMediaHooks: boolean;
  isTranscoderHooks: boolean;
  isViewerConnectionHooks: boolean;
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

/** All that the provider knows of one account. */
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
      isFeedHooks: false,
      isThumbnailHooks: false,
      isMediaHooks: false,
      isTranscoderHooks: false,
      isViewerConnectionHooks: false,
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
