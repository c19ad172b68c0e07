import type { Frame } from "./frame.ts";
import { parseFrame, parseSource, writeFrame, writeSource } from "./key-parts.ts";
import { writeMinute, parseTime, writeSecond } from "./key-times.ts";
import { cutSegment, decodePart, encodePart, joinSegment } from "./segments.ts";
import { isFeedId, parseStream, type Stream } from "./stream.ts";

/** What a key of the log says. Times are ms since 1970. */
export type LogEntry =
  | { readonly kind: "frame"; readonly frame: Frame }
  /** That frame was stored at `at`, by the store's clock: long after its own time, or before it. */
  | { readonly kind: "note"; readonly at: number; readonly frame: Frame }
  | FeedEntry;

/** A feed started or ended, as the provider said at `at`. */
export type FeedEntry = { readonly stream: Stream; readonly feed: string; readonly at: number } & (
  | { readonly kind: "started"; readonly source: string | null }
  | { readonly kind: "ended"; readonly ended: number }
);

export const LOG_PREFIX = "log/";

/** The key of an entry of the log. */
export function logKey(entry: LogEntry): string {
  const { at, stream, feed, rest } = partsOf(entry);
  const name = `${writeSecond(at)},${stream.account},${encodePart(stream.name)},${feed},${rest}`;
  return `${LOG_PREFIX}${writeMinute(at)}/${cutSegment(name)}`;
}

/** Where a LIST of the log begins that is to return entries of `time` and later. Use it as StartAfter, or as an end. */
export function startOfLog(time: number): string {
  return `${LOG_PREFIX}${writeMinute(time)}/${writeSecond(time)}`;
}

/** Reads a key of the log. Null unless it is exactly what `logKey` writes. */
export function parseLogKey(key: string): LogEntry | null {
  const [, day = "", minute = "", ...folders] = key.split("/");
  const [second = "", account = "", name = "", feed = "", ...rest] = joinSegment(folders).split(",");
  const at = parseTime(day, minute, second);
  const stream = parseStream(`${decodePart(account) ?? ""}/${decodePart(name) ?? ""}`);
  if (at === null || stream === null || !isFeedId(feed)) return null;
  const entry = parseRest(rest, { stream, feed, at });
  return entry !== null && logKey(entry) === key ? entry : null;
}

function partsOf(entry: LogEntry): { at: number; stream: Stream; feed: string; rest: string } {
  switch (entry.kind) {
    case "frame":
      return { ...entry.frame, at: entry.frame.time, rest: `${writeFrame(entry.frame)}.jpg` };
    case "note":
      return { ...entry.frame, at: entry.at, rest: `late=${entry.frame.time},${writeFrame(entry.frame)}` };
    case "started":
      return { ...entry, rest: `started${writeSource(entry)}` };
    case "ended":
      return { ...entry, rest: `ended=${entry.ended}` };
  }
}

type Place = { readonly stream: Stream; readonly feed: string; readonly at: number };

/** Reads what `partsOf` wrote. The caller compares what it writes with what it read. */
function parseRest(rest: readonly string[], place: Place): LogEntry | null {
  const { stream, feed, at } = place;
  const [first = "", ...others] = rest;
  const ended = /ended=(\d{13})/.exec(first)?.[1];
  if (ended !== undefined) return { kind: "ended", ...place, ended: Number(ended) };
  if (first === "started") return { kind: "started", ...place, source: parseSource(others[0], stream) };
  const late = /late=(\d{13})/.exec(first)?.[1];
  if (late !== undefined) {
    const frame = parseFrame(others, { stream, feed, time: Number(late) });
    return frame && { kind: "note", at, frame };
  }
  const words = rest.join(",").slice(0, -".jpg".length).split(",");
  const frame = parseFrame(words, { stream, feed, time: at });
  return frame && { kind: "frame", frame };
}
