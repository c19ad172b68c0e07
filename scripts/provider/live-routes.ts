import { parseSecret } from "#lib/provider/signature.ts";
import { deliver } from "../simulator/deliver.ts";
import { feedsHook, type Hook, thumbnailHook } from "../simulator/hook.ts";
import { randomUUID } from "node:crypto";
import type { Account, LiveFeedModel, WebhookModel } from "./account.ts";
import { type Answer, fail, success } from "./answer.ts";
import type { Body } from "./webhook-routes.ts";

const REQUESTS_A_MINUTE = 6;
const PAGE = 10;

export function liveStreams(account: Account, query: URLSearchParams): Answer {
  const items = Number(query.get("itemsOnPage") ?? PAGE);
  if (items >= 20) return fail({ errors: { itemsOnPage: "The itemsOnPage must be less 20." } });
  const page = Number(query.get("page") ?? 1);
  const streams = Object.entries(Object.groupBy(account.liveFeeds, ({ streamName }) => streamName));
  const shown = streams.slice((page - 1) * items, page * items).map(([name, feeds = []]) => ({
    streamId: `${account.id}/${name}`,
    streamName: name,
    live: true,
    startTime: feeds[0]?.startTime,
    viewerCount: 0,
    feeds: feeds.map((feed) => ({ ...feed, streamId: `${account.id}/${name}`, active: true })),
  }));
  const pagination = {
    totalItems: streams.length,
    totalPages: Math.ceil(streams.length / items),
    itemsOnPage: items,
  };
  return success({ pagination, data: shown });
}

/** Sends the hooks that its webhooks ask for, each once. */
export class Hooks {
  readonly #account: Account;
  readonly #draw: (streamName: string) => Promise<Uint8Array>;
  readonly #asked: { readonly stream: string; readonly at: number }[] = [];

  /** @param draw the picture of a stream */
  constructor(account: Account, draw: (streamName: string) => Promise<Uint8Array>) {
    this.#account = account;
    this.#draw = draw;
  }

  /** A picture asked for; answered before it is sent. */
  requestThumbnail({ streamName }: Body): Answer {
    const feed = this.#account.liveFeeds.find((live) => live.streamName === streamName);
    if (feed === undefined) return fail({ message: `Stream name ${String(streamName)} not found` });
    const since = Date.now() - 60_000;
    const recent = this.#asked.filter(({ stream, at }) => stream === feed.streamName && at > since);
    if (recent.length >= REQUESTS_A_MINUTE) return fail({ message: "Too many thumbnail requests" });
    this.#asked.push({ stream: feed.streamName, at: Date.now() });
    this.sendThumbnail(feed).catch(console.error);
    return success(true);
  }

  sendTest(kind: string, { streamName }: Body): Answer {
    const name = typeof streamName === "string" ? streamName : "test";
    const feed = { feedId: randomUUID(), streamName: name, tokenId: 1, startTime: new Date().toISOString() };
    if (kind === "Thumbnail") this.sendThumbnail(feed).catch(console.error);
    else if (kind === "Feeds") this.sendStarted(feed).catch(console.error);
    return success(true);
  }

  async sendThumbnail(feed: LiveFeedModel): Promise<void> {
    const jpeg = await this.#draw(feed.streamName);
    const time = Date.now();
    await this.#send("isThumbnailHooks", (secret) => thumbnailHook(secret, this.#identity(feed), jpeg, time));
  }

  async sendStarted(feed: LiveFeedModel): Promise<void> {
    await this.#send("isFeedHooks", (secret) =>
      feedsHook(secret, this.#identity(feed), "started", Date.now()),
    );
  }

  #identity({ feedId, streamName }: LiveFeedModel) {
    return { account: this.#account.id, name: streamName, source: null, feed: feedId };
  }

  async #send(
    flag: "isThumbnailHooks" | "isFeedHooks",
    make: (secret: NonNullable<ReturnType<typeof parseSecret>>) => Hook,
  ) {
    const takes = (webhook: WebhookModel) => webhook[flag] && webhook.disabled === null;
    await Promise.all(
      this.#account.webhooks.filter(takes).map(async ({ url, secret }) => {
        const parsed = parseSecret(secret);
        if (parsed !== null) await deliver(url, make(parsed));
      }),
    );
  }
}
