import { sign, type Secret } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";

/** A feed as the provider knows it. */
export type FeedIdentity = {
  readonly account: string;
  readonly name: string;
  readonly source: string | null;
  readonly feed: string;
};

/** One POST, ready to be sent. */
export type Hook = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };

/** A thumbnail hook, signed as the provider does. @param time of the picture, ms since 1970 */
export function thumbnailHook(secret: Secret, identity: FeedIdentity, jpeg: Uint8Array, time: number): Hook {
  return {
    body: jpeg,
    headers: {
      "Content-Type": "image/jpeg",
      [THUMBNAIL_HEADERS.signature]: sign(secret, jpeg),
      [THUMBNAIL_HEADERS.feed]: identity.feed,
      // A header is bytes: names outside ASCII go as UTF-8, which fetch wants spelled one character a byte.
      [THUMBNAIL_HEADERS.stream]: Buffer.from(`${identity.account}/${identity.name}`).toString("latin1"),
      [THUMBNAIL_HEADERS.time]: String(time),
      "x-millicast-token-id": "1187282",
    },
  };
}

/** A feeds hook: the feed started or ended. */
export function feedsHook(
  secret: Secret,
  identity: FeedIdentity,
  event: "started" | "ended",
  time: number,
): Hook {
  const { account, name, source, feed } = identity;
  const data = {
    feedId: feed,
    accountId: account,
    name,
    streamId: `${account}/${name}`,
    [event]: time,
    active: event === "started",
    ...(source === null ? {} : { sourceId: source }),
  };
  const body = Buffer.from(JSON.stringify({ type: "feeds", event, timestamp: time, data }));
  return {
    body,
    headers: { "Content-Type": "application/json", [THUMBNAIL_HEADERS.signature]: sign(secret, body) },
  };
}
