import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { parseSecret, sign } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import type { App } from "../../scripts/app/app.ts";
import { until } from "../../scripts/shared/until.ts";

export type Colour = "crimson" | "seagreen" | "royalblue" | "gold" | "black";

type Size = readonly [width: number, height: number];

const LONG_MS = 900;
const TRIES = 3;

/** One feed of a stream, publishing to a running app as the provider would. */
export class Publisher {
  readonly stream: string;
  readonly source: string | undefined;
  readonly #app: App;
  #feed = randomUUID();
  #newest = 0;

  constructor(app: App, name: string, source?: string, account = "ZG6NWV") {
    this.#app = app;
    this.stream = `${account}/${name}`;
    this.source = source;
  }

  /** The id of the publishing session. */
  get feed(): string {
    return this.#feed;
  }

  /** Posts a frame of one colour. @param ageMs how long ago the provider made it @param size in pixels */
  async frame(colour: Colour, ageMs = 0, size: Size = [1920, 1080]): Promise<Response> {
    const time = Date.now() - ageMs;
    this.#newest = Math.max(this.#newest, time);
    const headers = {
      [THUMBNAIL_HEADERS.feed]: this.#feed,
      [THUMBNAIL_HEADERS.stream]: Buffer.from(this.stream).toString("latin1"),
      [THUMBNAIL_HEADERS.time]: String(time),
    };
    const picture = await jpeg(colour, size);
    const sentAt = performance.now();
    const response = await this.#post(picture, "image/jpeg", headers);
    // A receiver that stood still for a while has no preview of it, perhaps: of the same once more it makes one.
    return performance.now() - sentAt < LONG_MS ? response : this.#post(picture, "image/jpeg", headers);
  }

  /** Waits until a page that is opened shows the newest frame. @param headers what opens a gated wall */
  async untilShown(headers: Record<string, string> = {}): Promise<void> {
    const address = `${this.#app.url}/api/feeds?stream=${encodeURIComponent(this.stream)}`;
    await until("the wall to have the frame", 15_000, async () =>
      (await (await fetch(address, { headers })).text()).includes(`"time":${this.#newest}`),
    );
  }

  started(): Promise<Response> {
    return this.#event("started", { started: Date.now(), active: true });
  }

  ended(): Promise<Response> {
    return this.#event("ended", { ended: Date.now(), active: false });
  }

  /** The next frame comes from a new publishing session. */
  reconnect(): void {
    this.#feed = randomUUID();
  }

  #event(event: string, data: object): Promise<Response> {
    const [accountId, name] = this.stream.split("/");
    const identity = { feedId: this.#feed, accountId, name, streamId: this.stream, sourceId: this.source };
    const hook = { type: "feeds", event, timestamp: Date.now(), data: { ...identity, ...data } };
    return this.#post(Buffer.from(JSON.stringify(hook)), "application/json", {});
  }

  async #post(body: Buffer, type: string, headers: Record<string, string>): Promise<Response> {
    const secret = parseSecret(this.#app.secret);
    if (secret === null) throw new Error("the app under test has no proper secret");
    const signature = { [THUMBNAIL_HEADERS.signature]: sign(secret, body) };
    const send = () =>
      fetch(`${this.#app.url}/api/thumbnails`, {
        method: "POST",
        headers: { ...headers, ...signature, "Content-Type": type },
        body: new Uint8Array(body),
      });
    let response = await send();
    // Tests of the browser are not about a machine that stands still while a hook comes.
    for (let tries = 1; response.status === 503 && tries < TRIES; tries += 1) response = await send();
    if (response.status !== 200)
      throw new Error(`the hook was refused: ${response.status} ${await response.text()}`);
    return response;
  }
}

const encoded = new Map<string, Promise<Buffer>>();

function jpeg(background: Colour, [width, height]: Size): Promise<Buffer> {
  const key = `${background} ${width} ${height}`;
  const known = encoded.get(key);
  if (known !== undefined) return known;
  const picture = sharp({ create: { width, height, channels: 3, background } });
  const made = picture.jpeg().toBuffer();
  encoded.set(key, made);
  return made;
}
