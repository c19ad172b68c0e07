import { FAULTS, type Fault, type Frame } from "./frame.ts";
import { hourPrefix, parseFrame, parseStreamKey, writeFrame, streamPath } from "./key-parts.ts";
import { descending, descendingHour, MIN_TIME, parseDescending, parseDescendingHour } from "./key-times.ts";
import { cutSegment, decodePart, encodePart, isContinued, joinSegment } from "./segments.ts";
import { isFeedId, isSource, parseStream, type Stream } from "./stream.ts";

export { type FeedEntry, LOG_PREFIX, type LogEntry, logKey, parseLogKey, startOfLog } from "./log-keys.ts";

/** An hour of a stream in which a picture had a fault. */
export type FaultyHour = { readonly stream: Stream; readonly hour: number; readonly fault: Fault };

export const PREVIEWS_PREFIX = "previews/";
export const FEEDS_PREFIX = "feeds/";
export const FAULTS_PREFIX = "faults/";
export const HEALTH_PREFIX = "health/";

/** The key of a frame's preview. A bare frame has an empty object there. */
export function previewKey(frame: Frame): string {
  const { stream, feed, time } = frame;
  const name = `${descending(time)},${feed},${writeFrame(frame)}.webp`;
  return `${hourPrefix(PREVIEWS_PREFIX, stream, time)}/${cutSegment(name)}`;
}

/** Reads a key below `previews/`. Null unless it is exactly what `previewKey` writes. */
export function parsePreviewKey(key: string): Frame | null {
  const parsed = parseStreamKey(PREVIEWS_PREFIX, key);
  if (parsed === null) return null;
  const name = joinSegment(parsed.rest.slice(1)).slice(0, -".webp".length);
  const [digits = "", feed = "", ...rest] = name.split(",");
  const time = parseDescending(digits);
  if (!/^\d{13}$/.test(digits) || time < MIN_TIME || !isFeedId(feed)) return null;
  const frame = parseFrame(rest, { stream: parsed.stream, feed, time });
  return frame !== null && previewKey(frame) === key ? frame : null;
}

/** The prefix of all previews of a stream, newest first below it. No other stream's keys begin like this. */
export function previewsPrefix(stream: Stream): string {
  return `${PREVIEWS_PREFIX}${streamPath(stream)}/`;
}

/** Sorts before the previews of a time and after all newer ones of the stream. Use it as StartAfter. */
export function startOfPreviews(stream: Stream, time: number): string {
  return `${hourPrefix(PREVIEWS_PREFIX, stream, time)}/${descending(time)}`;
}

/** Sorts before the folder of an hour: StartAfter of a LIST of hours by delimiter. */
export function startOfHour(stream: Stream, time: number): string {
  return previewsPrefix(stream) + descendingHour(time);
}

/** Reads a common prefix of a LIST of `previewsPrefix` by delimiter: the beginning of its hour, or null. */
export function parseHourPrefix(prefix: string, stream: Stream): number | null {
  const digits = /(\d{7})-/.exec(prefix.slice(previewsPrefix(stream).length))?.[1];
  if (digits === undefined) return null;
  const time = parseDescendingHour(digits);
  return `${hourPrefix(PREVIEWS_PREFIX, stream, time)}/` === prefix ? time : null;
}

/** Reads a common prefix of a LIST of `previews/` or below by delimiter: a stream, or where to list on for its rest. */
export function parseStreamPrefix(prefix: string): Stream | { readonly list: string } | null {
  const [previews, account = "", ...folders] = prefix.split("/");
  if (previews !== "previews" || folders.pop() !== "") return null;
  const last = folders.at(-1);
  if (last === undefined || isContinued(last)) return { list: prefix };
  const stream = parseStream(`${account}/${decodePart(joinSegment(folders)) ?? ""}`);
  return stream !== null && previewsPrefix(stream) === prefix ? stream : null;
}

/** The key that says of which source a feed is. */
export function sourceKey(stream: Stream, feed: string, source: string): string {
  return `${sourcePrefix(stream, feed)}source=${encodePart(source)}`;
}

/** The exact prefix below which a feed's source is. */
export function sourcePrefix(stream: Stream, feed: string): string {
  return `${feedsPrefix(stream)}${feed},`;
}

/** The prefix of the sources of all feeds of a stream. */
export function feedsPrefix(stream: Stream): string {
  return `${FEEDS_PREFIX}${streamPath(stream)}/`;
}

/** Reads a key below `sourcePrefix`: the source, "" for a feed that has none. Null unless it is what `sourceKey` writes. */
export function parseSourceKey(key: string): { stream: Stream; feed: string; source: string } | null {
  const parsed = parseStreamKey(FEEDS_PREFIX, key);
  if (parsed === null) return null;
  const [feed = "", written = ""] = parsed.rest.join("/").split(",source=");
  const source = decodePart(written);
  if (source === null || !isFeedId(feed) || !isSource(source)) return null;
  return sourceKey(parsed.stream, feed, source) === key ? { stream: parsed.stream, feed, source } : null;
}

/** The key that says that a picture of that hour had a fault. @param hour any time in it, ms since 1970 */
export function faultKey({ stream, hour, fault }: FaultyHour): string {
  return `${hourPrefix(FAULTS_PREFIX, stream, hour)},${fault}`;
}

/** The prefix of the faulty hours of a stream, newest first. */
export function faultsPrefix(stream: Stream): string {
  return `${FAULTS_PREFIX}${streamPath(stream)}/`;
}

/** StartAfter of a LIST of the faulty hours of a stream, from the hour of a time back. */
export function startOfFaults(stream: Stream, time: number): string {
  return faultsPrefix(stream) + descendingHour(time);
}

/** Reads a key below `faults/`; the hour is its beginning. Null unless it is exactly what `faultKey` writes. */
export function parseFaultKey(key: string): FaultyHour | null {
  const parsed = parseStreamKey(FAULTS_PREFIX, key);
  if (parsed === null) return null;
  const [, digits = "", named] = /^(\d{7})-.*,(.*)/.exec(parsed.rest.join("/")) ?? [];
  const fault = FAULTS.find((one) => one === named);
  if (fault === undefined) return null;
  const faulty = { stream: parsed.stream, hour: parseDescendingHour(digits), fault };
  return faulty.hour >= 0 && faultKey(faulty) === key ? faulty : null;
}
