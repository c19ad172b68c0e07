// What the provider sends: a valid hook, of which each test changes one thing.
import { createHmac } from "node:crypto";
import { SMALL_JPEG } from "./picture.ts";

/** As the provider hands it out. */
export const SECRET = Buffer.from("the secret of the tests").toString("base64");
export const FEED = "c4980bc0-5695-48a1-8918-f330724c37f1";
const STREAM = "ZG6NWV/teststream";

/** In a header, null leaves it out. */
type Header = string | null;

export type Thumbnail = {
  url: string;
  body: Uint8Array<ArrayBuffer>;
  secret: string;
  /** Of the body, unless it is given. */
  signature: Header;
  feed: Header;
  stream: Header;
  time: number | Header;
  contentType: Header;
  /** Further headers. */
  headers: Readonly<Record<string, string>>;
};

export type Event = Pick<Thumbnail, "url" | "secret" | "signature" | "contentType"> & {
  /** Sent as JSON, unless it is text or bytes. */
  body: unknown;
};

const HOOK_URL = "http://localhost:3000/api/thumbnails";

/** The provider's formula, written apart from the one under test. */
export function signatureOf(body: Uint8Array, secret = SECRET): string {
  return `sha1=${createHmac("sha1", Buffer.from(secret, "base64")).update(body).digest("hex")}`;
}

/** A thumbnail hook, made now and signed. */
export function thumbnail(overrides: Partial<Thumbnail> = {}): Request {
  const hook = { url: HOOK_URL, body: SMALL_JPEG, contentType: "image/jpeg", feed: FEED, ...overrides };
  const {
    secret,
    signature = signatureOf(hook.body, secret),
    stream = STREAM,
    time = Date.now(),
  } = overrides;
  return post(hook.url, hook.body, {
    "content-type": hook.contentType,
    "x-millicast-signature": signature,
    "x-millicast-feed-id": hook.feed,
    "x-millicast-stream-id": stream,
    "x-millicast-timestamp": time === null ? null : String(time),
    ...overrides.headers,
  });
}

/** A JSON hook, signed: unless another body is given, a feed that started. */
export function event(overrides: Partial<Event> = {}): Request {
  const {
    url = HOOK_URL,
    body = feedsEvent("started"),
    contentType = "application/json",
    secret,
  } = overrides;
  const bytes = bytesOf(body);
  const { signature = signatureOf(bytes, secret) } = overrides;
  return post(url, bytes, { "content-type": contentType, "x-millicast-signature": signature });
}

/** The body of a feeds hook; its `data` as given. */
export function feedsEvent(event: "started" | "ended", data: Readonly<Record<string, unknown>> = {}) {
  const now = Date.now();
  const [account = "", name = ""] = STREAM.split("/");
  const started = { feedId: FEED, accountId: account, name, streamId: STREAM, [event]: now };
  return { type: "feeds", event, timestamp: now, data: { ...started, active: event === "started", ...data } };
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
}

function post(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, Header>>,
): Request {
  const sent = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return new Request(url, {
    method: "POST",
    body,
    headers: Object.fromEntries(sent) as Record<string, string>,
  });
}
