// The layout of Livewall's bucket before the log, for reading: frames/<account>/<stream>/<desc>-<time>-<feed>.jpg, and
// latest/<account>/<stream>/<feed>/ with source=<id> and ended=<time>.
import type { FrameId } from "#lib/model/frame.ts";
import { decodePart, encodePart } from "#lib/model/segments.ts";
import { isFeedId, isSource, parseStream, type Stream } from "#lib/model/stream.ts";

export const FORMER_FRAMES = "frames/";
export const FORMER_FEEDS = "latest/";

/** A thing that the former layout kept of a feed besides its frames. Times are ms since 1970. */
export type FormerNote = { readonly stream: Stream; readonly feed: string } & (
  { readonly kind: "source"; readonly source: string } | { readonly kind: "ended"; readonly time: number }
);

/** Times were written as what is left until then, so that the newest came first. */
const END_OF_TIME = 9_999_999_999_999;

/** Reads a key below `frames/`; null for every other one. */
export function parseFormerFrame(key: string): FrameId | null {
  const match = /^frames\/([^/]+)\/([^/]+)\/(\d{13})-(\d{8}T\d{6}\.\d{3}Z)-([^/]+)\.jpg$/.exec(key);
  if (match === null) return null;
  const [, account = "", name = "", descending, written, feed = ""] = match;
  const stream = parseParts(account, name);
  const time = END_OF_TIME - Number(descending);
  if (stream === null || !isFeedId(feed) || utc(time) !== written) return null;
  return { stream, feed, time };
}

/** Reads a key below `latest/` that names a source or an end; null for every other one. */
export function parseFormerNote(key: string): FormerNote | null {
  const [, account = "", name = "", feed = "", kind, value] =
    /^latest\/([^/]+)\/([^/]+)\/([^/]+)\/(source|ended)=([^/]*)$/.exec(key) ?? [];
  const stream = parseParts(account, name);
  if (stream === null || !isFeedId(feed) || value === undefined) return null;
  if (kind === "ended") return /^\d{13}$/.test(value) ? { stream, feed, kind, time: Number(value) } : null;
  const source = decodePart(value);
  return source !== null && isSource(source) && encodePart(source) === value
    ? { stream, feed, kind: "source", source }
    : null;
}

function parseParts(account: string, name: string): Stream | null {
  const stream = parseStream(`${decodePart(account) ?? ""}/${decodePart(name) ?? ""}`);
  return stream !== null && encodePart(stream.account) === account && encodePart(stream.name) === name
    ? stream
    : null;
}

/** As people read it in a list of the bucket: 20261123T153308.123Z */
function utc(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]/g, "");
}
