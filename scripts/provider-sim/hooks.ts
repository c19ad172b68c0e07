import { randomUUID } from "node:crypto";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import type { Account, LiveFeedModel } from "./account.ts";
import { deliver } from "./deliver.ts";
import { feedsHook, type Hook, thumbnailHook } from "./hook.ts";

const REQUESTS_PER_MINUTE = 6;
const MINUTE_MS = 60_000;

export type DrawPicture = (streamName: string) => Promise<Uint8Array>;

/** Sends the hooks that an account's webhooks ask for, each once. */
export class Hooks {
  readonly #account: Account;
  readonly #draw: DrawPicture;
  readonly #requests: { readonly stream: string; readonly at: number }[] = [];

  constructor(account: Account, draw: DrawPicture) {
    this.#account = account;
    this.#draw = draw;
  }

  /** Starts sending a picture of a live stream. @returns the error message, if any */
  requestThumbnail(streamName: unknown): string | null {
    const feed = this.#account.liveFeeds.find((live) => live.streamName === streamName);
    if (feed === undefined) return `Stream name ${String(streamName)} not found`;
    const since = Date.now() - MINUTE_MS;
    const recent = this.#requests.filter(({ stream, at }) => stream === feed.streamName && at > since);
    if (recent.length >= REQUESTS_PER_MINUTE) return "Too many thumbnail requests";
    this.#requests.push({ stream: feed.streamName, at: Date.now() });
    this.sendThumbnail(feed).catch(console.error);
    return null;
  }

  sendTest(kind: string, streamName: unknown): void {
    const name = typeof streamName === "string" ? streamName : "test";
    const feed = { feedId: randomUUID(), streamName: name };
    if (kind === "Thumbnail") this.sendThumbnail(feed).catch(console.error);
    else if (kind === "Feeds") this.#sendStarted(feed).catch(console.error);
  }

  async sendThumbnail(feed: Pick<LiveFeedModel, "feedId" | "streamName">): Promise<void> {
    const jpeg = await this.#draw(feed.streamName);
    const [identity, time] = [this.#toIdentity(feed), Date.now()];
    await this.#send("isThumbnailHooks", (secret) => thumbnailHook(secret, identity, jpeg, time));
  }

  async #sendStarted(feed: Pick<LiveFeedModel, "feedId" | "streamName">): Promise<void> {
    const [identity, time] = [this.#toIdentity(feed), Date.now()];
    await this.#send("isFeedHooks", (secret) => feedsHook(secret, identity, "started", time));
  }

  #toIdentity({ feedId, streamName }: Pick<LiveFeedModel, "feedId" | "streamName">) {
    return { account: this.#account.id, name: streamName, source: null, feed: feedId };
  }

  async #send(flag: "isThumbnailHooks" | "isFeedHooks", make: (secret: Secret) => Hook): Promise<void> {
    const accepting = this.#account.webhooks.filter((webhook) => webhook[flag] && webhook.disabled === null);
    await Promise.all(
      accepting.map(async ({ url, secret }) => {
        const parsed = parseSecret(secret);
        if (parsed !== null) await deliver(url, make(parsed));
      }),
    );
  }
}
