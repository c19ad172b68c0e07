import { isFeedId, parseStream, type Stream } from "#lib/model/stream.ts";

export const THUMBNAIL_HEADERS = {
  signature: "x-millicast-signature",
  feed: "x-millicast-feed-id",
  stream: "x-millicast-stream-id",
  time: "x-millicast-timestamp",
} as const;

/** What the headers of a thumbnail hook say of it. They are not signed: see docs/hook.md. */
export type ThumbnailHeaders = {
  readonly feed: string;
  readonly stream: Stream;
  /** When the provider made the picture, in ms since 1970. */
  readonly time: number;
};

export type HeaderFault = { readonly header: string; readonly why: string };

const MAX_AGE_MS = 10 * 60_000;
/** How far the provider's clock may be ahead of the store's. */
export const MAX_AHEAD_MS = 2 * 60_000;

/**
 * Reads the identifying headers of a thumbnail hook by a strict grammar.
 *
 * @param now the store's clock, ms since 1970: times before `now` − 10 min and after `now` + 2 min are
 *   faults, so that a captured hook cannot be replayed later nor pin a tile to the future
 */
export function parseThumbnailHeaders(
  headers: Pick<Headers, "get">,
  now: number,
): ThumbnailHeaders | HeaderFault {
  const feed = headers.get(THUMBNAIL_HEADERS.feed);
  if (feed === null || !isFeedId(feed)) {
    return fault(THUMBNAIL_HEADERS.feed, feed, "must be 1 to 64 letters, digits, - or _");
  }
  const rawStream = headers.get(THUMBNAIL_HEADERS.stream);
  const stream = rawStream === null ? null : parseStream(readText(rawStream));
  if (stream === null) {
    return fault(
      THUMBNAIL_HEADERS.stream,
      rawStream,
      "must be <account>/<stream name>, of a length that fits a key",
    );
  }
  const rawTime = headers.get(THUMBNAIL_HEADERS.time);
  if (rawTime === null || !/^\d{13}$/.test(rawTime)) {
    return fault(THUMBNAIL_HEADERS.time, rawTime, "must be milliseconds since 1970, 13 digits");
  }
  const time = Number(rawTime);
  if (time < now - MAX_AGE_MS || time > now + MAX_AHEAD_MS) {
    return fault(
      THUMBNAIL_HEADERS.time,
      rawTime,
      "is more than 10 minutes old or 2 minutes ahead of this server's clock",
    );
  }
  return { feed, stream, time };
}

function fault(header: string, value: string | null, why: string): HeaderFault {
  return { header, why: value === null ? "is missing" : why };
}

/**
 * Undoes what HTTP does to text outside ASCII. The provider does not document how it sends such names;
 * headers arrive as one character per byte, so UTF-8 bytes are put together again, and percent-encoding is
 * undone where it can only be that: where it spells valid UTF-8 outside ASCII. A literal `%20` stays.
 */
function readText(header: string): string {
  const text = decodeUtf8(header);
  if (!/%[89a-f][0-9a-f]/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decodeUtf8(latin1: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(latin1, "latin1"));
  } catch {
    return latin1;
  }
}
