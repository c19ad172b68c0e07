import { isFeedId, isSource, parseStream, type Stream } from "#lib/model/stream.ts";

/** One thumbnail of one feed; two frames of a feed never share a time. */
export type FrameId = { readonly stream: Stream; readonly feed: string; readonly time: number };

export type FrameFact = {
  readonly kind: "frame";
  readonly time: number;
  readonly width: number;
  readonly height: number;
  /** What is wrong with the picture, and "original" where no preview exists and the frame is shown itself. */
  readonly flags: readonly Flag[];
};
export type EndedFact = { readonly kind: "ended"; readonly time: number };
/** Tells the feeds of a multi-source stream apart; "" says that the feed is known to have no source id. */
export type SourceFact = { readonly kind: "source"; readonly source: string };
export type Fact = FrameFact | EndedFact | SourceFact;

const FLAGS = ["black", "frozen", "original"] as const;
export type Flag = (typeof FLAGS)[number];

/** A fact and the feed that it is true of. */
export type FeedFact = { readonly stream: Stream; readonly feed: string; readonly fact: Fact };

/** Above every time, so that a plain LIST, which only ascends, gives the newest frame first. */
const END_OF_TIME = 9_999_999_999_999;

export const FACTS_PREFIX = "latest/";
export const FRAMES_PREFIX = "frames/";

export function frameKey(frame: FrameId): string {
  return `${FRAMES_PREFIX}${pictureName(frame)}.jpg`;
}

export function previewKey(frame: FrameId): string {
  return `previews/${pictureName(frame)}.webp`;
}

/** The prefix of all facts of a stream; it ends with a slash, so `a` never sees the facts of `ab`. */
export function factsPrefix(stream: Stream): string {
  return `${FACTS_PREFIX}${streamPath(stream)}/`;
}

export function factKey({ stream, feed, fact }: FeedFact): string {
  return `${factsPrefix(stream)}${segment(feed)}/${fact.kind}=${factValue(fact)}`;
}

/** Reads a key below `latest/`. Null when it is not exactly what `factKey` would write. */
export function parseFactKey(key: string): FeedFact | null {
  const [, account, name, feed, text = ""] = key.split("/");
  const stream = parseStream(`${unsegment(account)}/${unsegment(name)}`);
  const feedId = unsegment(feed);
  const fact = parseFact(text);
  if (stream === null || !isFeedId(feedId) || fact === null) return null;
  const parsed = { stream, feed: feedId, fact };
  return factKey(parsed) === key ? parsed : null;
}

/** The prefix of all frames of a stream, newest first below it. */
export function framesPrefix(stream: Stream): string {
  return `${FRAMES_PREFIX}${streamPath(stream)}/`;
}

/** Sorts before the frames of a time and after all newer ones: where a LIST of a stream's history begins. */
export function startOfHistory(stream: Stream, time: number): string {
  return framesPrefix(stream) + descending(time);
}

/** The same for the small pictures, which may be kept for longer than the frames. */
export function previewsPrefix(stream: Stream): string {
  return `previews/${streamPath(stream)}/`;
}

export function startOfPreviews(stream: Stream, time: number): string {
  return previewsPrefix(stream) + descending(time);
}

/** Reads a key below `frames/`. Null when it is not exactly what `frameKey` would write. */
export function parseFrameKey(key: string): FrameId | null {
  const frame = parsePictureKey(key);
  return frame !== null && frameKey(frame) === key ? frame : null;
}

/** Reads a key below `previews/`. Null when it is not exactly what `previewKey` would write. */
export function parsePreviewKey(key: string): FrameId | null {
  const frame = parsePictureKey(key);
  return frame !== null && previewKey(frame) === key ? frame : null;
}

function parsePictureKey(key: string): FrameId | null {
  const match = /^[a-z]+\/([^/]+)\/([^/]+)\/(\d{13})-\d{8}T\d{6}\.\d{3}Z-([^/]+)\.[a-z]+$/.exec(key);
  if (match === null) return null;
  const [, account, name, time, feed] = match;
  const stream = parseStream(`${unsegment(account)}/${unsegment(name)}`);
  const feedId = unsegment(feed);
  if (stream === null || !isFeedId(feedId)) return null;
  return { stream, feed: feedId, time: END_OF_TIME - Number(time) };
}

function pictureName({ stream, feed, time }: FrameId): string {
  return `${streamPath(stream)}/${descending(time)}-${utc(time)}-${segment(feed)}`;
}

function descending(time: number): string {
  return String(END_OF_TIME - time).padStart(13, "0");
}

/** ISO 8601's basic format, for people who browse the bucket: 20261123T153308.123Z */
function utc(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]/g, "");
}

function streamPath({ account, name }: Stream): string {
  return `${segment(account)}/${segment(name)}`;
}

/**
 * Percent-encodes one segment of a key. The segments `.` and `..` would be folded away as paths by some stores
 * and clients, so its dots are encoded too.
 */
function segment(text: string): string {
  const encoded = encodeURIComponent(text);
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll(".", "%2E") : encoded;
}

/** Undoes `segment`. Of what `segment` never writes it makes something else, so that it is not found again. */
function unsegment(text = ""): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function factValue(fact: Fact): string {
  switch (fact.kind) {
    case "frame": {
      const flags = FLAGS.filter((flag) => fact.flags.includes(flag)).map((flag) => `,${flag}`);
      return `${fact.time},${fact.width}x${fact.height}${flags.join("")}`;
    }
    case "ended":
      return String(fact.time);
    case "source":
      return segment(fact.source);
  }
}

function parseFact(text: string): Fact | null {
  const frame = /^frame=(\d{13}),(\d{1,5})x(\d{1,5})((?:,[a-z]+)*)$/.exec(text);
  if (frame !== null) {
    const [, time, width, height, flags = ""] = frame;
    return {
      kind: "frame",
      time: Number(time),
      width: Number(width),
      height: Number(height),
      flags: FLAGS.filter((flag) => flags.split(",").includes(flag)),
    };
  }
  const ended = /^ended=(\d{13})$/.exec(text)?.[1];
  if (ended !== undefined) return { kind: "ended", time: Number(ended) };
  const source = /^source=(.*)$/.exec(text)?.[1];
  if (source === undefined || !isSource(unsegment(source))) return null;
  return { kind: "source", source: unsegment(source) };
}
