import { isFeedId, parseStream, type Stream } from "#lib/model/stream.ts";

export const THUMBNAIL_HEADERS = {
  signature: "x-millicast-signature",
  feed: "x-millicast-feed-id",
  stream: "x-millicast-stream-id",
  time: "x-millicast-timestamp",
} as const;

/** A hook has each of these once. */
const SINGLE = new Set<string>(["content-type", ...Object.values(THUMBNAIL_HEADERS)]);
/** A control character: no header has one (RFC 9110, 5.5), and no name, id, time or type. */
const REPEATED = "\u001f";

/**
 * Makes one value of those that were sent under a name. HTTP joins them by commas, and the names of two streams would then
 * be the name of a third. So of a header that a hook has once, two values are joined to one that is rejected.
 */
export function joinValues(name: string, values: readonly string[]): string {
  return values.join(SINGLE.has(name.toLowerCase()) ? REPEATED : ", ");
}

/** The headers of a thumbnail hook. They are not signed: see docs/hook.md. */
export type ThumbnailHeaders = {
  readonly feed: string;
  readonly stream: Stream;
  /** When the provider made the picture, in ms since 1970. */
  readonly time: number;
};

/** The headers that identify a frame. */
type Name = "feed" | "stream" | "time";

export type HeaderFault = { readonly header: string; readonly why: string };

const MAX_AGE_MS = 10 * 60_000;
/** How far the provider's clock may be ahead of the store's. */
export const MAX_AHEAD_MS = 2 * 60_000;

/**
 * Parses the identifying headers of a thumbnail hook by a strict grammar.
 *
 * @param now the store's clock, ms since 1970: times before `now` − 10 min and after `now` + 2 min are
 *   faults, so that a captured hook cannot be replayed later nor pin a tile to the future
 */
export function parseThumbnailHeaders(
  headers: Pick<Headers, "get">,
  now: number,
): ThumbnailHeaders | HeaderFault {
  const read = (name: Name) => headers.get(THUMBNAIL_HEADERS[name]) ?? "";
  function fault(name: Name, why: string): HeaderFault {
    const header = THUMBNAIL_HEADERS[name];
    const value = headers.get(header);
    if (value === null) return { header, why: "is missing" };
    return { header, why: value.includes(REPEATED) ? "was sent more than once" : why };
  }
  const feed = read("feed");
  if (!isFeedId(feed)) return fault("feed", "must be 1 to 64 letters, digits, - or _");
  const stream = parseStream(decodeName(read("stream")));
  if (stream === null) return fault("stream", "must be <account>/<stream name>, of a length that fits a key");
  const digits = read("time");
  if (!/^\d{13}$/.test(digits)) return fault("time", "must be milliseconds since 1970, 13 digits");
  const time = Number(digits);
  if (time < now - MAX_AGE_MS || time > now + MAX_AHEAD_MS) {
    return fault("time", "is more than 10 minutes old or 2 minutes ahead of this server's clock");
  }
  return { feed, stream, time };
}

/**
 * Decodes text outside ASCII. The provider does not document how it sends such names. Headers arrive as one
 * character per byte, so UTF-8 bytes are put together again. Percent-encoding is decoded only where it spells
 * valid UTF-8 outside ASCII: a literal `%20` stays.
 */
function decodeName(header: string): string {
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
