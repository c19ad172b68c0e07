// The layout of Livewall's bucket before the log: frames/<account>/<stream>/<desc>-<time>-<feed>.jpg, and
// latest/<account>/<stream>/<feed>/ with source=<id> and ended=<time>.
import { feedKey } from "#lib/model/feed.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { decodePart, encodePart } from "#lib/model/segments.ts";
import { isFeedId, isSource, parseStream, maxSourceBytes, type Stream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import { forEachParallel } from "../parallel.ts";
import type { Source } from "./source.ts";

export const FORMER_FRAMES = "frames/";
const FORMER_FEEDS = "latest/";
/** Keys began with the time left until then, so that the newest came first. */
const END_OF_TIME = 9_999_999_999_999;
const DEADLINE_MS = 120_000;

/** The source or the end of a feed. Times are ms since 1970. */
export type FormerNote = { readonly stream: Stream; readonly feed: string } & (
  { readonly kind: "source"; readonly source: string } | { readonly kind: "ended"; readonly time: number }
);

/** Parses a key below `frames/`. Null for other keys. */
export function parseFormerFrame(key: string): FrameId | null {
  const [, account = "", name = "", descending, written, feed = ""] =
    /^frames\/([^/]+)\/([^/]+)\/(\d{13})-(\d{8}T\d{6}\.\d{3}Z)-([^/]+)\.jpg$/.exec(key) ?? [];
  const stream = parseParts(account, name);
  if (stream === null || !isFeedId(feed)) return null;
  const time = END_OF_TIME - Number(descending);
  return new Date(time).toISOString().replaceAll(/[-:]/g, "") === written ? { stream, feed, time } : null;
}

/** Parses a key below `latest/` of a source or an end. Null for other keys. */
export function parseFormerNote(key: string): FormerNote | null {
  const [, account = "", name = "", feed = "", kind, value = ""] =
    /^latest\/([^/]+)\/([^/]+)\/([^/]+)\/(source|ended)=([^/]*)$/.exec(key) ?? [];
  const stream = parseParts(account, name);
  if (stream === null || !isFeedId(feed)) return null;
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

export type Notes = {
  readonly all: readonly FormerNote[];
  /** The source of a frame's feed, "" for none; null when unknown. */
  readonly findSource: (frame: Pick<FrameId, "stream" | "feed">) => string | null;
};

export const NO_NOTES: Notes = { all: [], findSource: () => null };

/** @param root the prefix of all keys */
export async function readNotes(source: Source, root: string): Promise<Notes> {
  const all: FormerNote[] = [];
  const sources = new Map<string, string>();
  for await (const { key } of source.list(root + FORMER_FEEDS)) {
    const note = parseFormerNote(key.slice(root.length));
    if (note === null) continue;
    if (note.kind === "source") {
      // A key of the log could not hold it.
      if (encodeURIComponent(note.source).length > maxSourceBytes(note.stream)) continue;
      sources.set(feedKey(note.stream, note.feed), note.source);
    }
    all.push(note);
  }
  return { all, findSource: ({ stream, feed }) => sources.get(feedKey(stream, feed)) ?? null };
}

/** Stores sources and ends in the log. Existing objects stay. */
export async function putNotes({ all }: Notes, store: Store, concurrency: number): Promise<void> {
  await forEachParallel(all, concurrency, async (note) => {
    const { stream, feed } = note;
    const signal = AbortSignal.timeout(DEADLINE_MS);
    if (note.kind === "source") await store.putSource(stream, feed, note.source, signal);
    else await store.putEntry({ kind: "ended", stream, feed, at: note.time, ended: note.time }, signal);
  });
}
