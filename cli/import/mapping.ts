import { isFeedId, parseStream, streamId, type Stream } from "#lib/model/stream.ts";
import { UsageError } from "../dispatch/dispatch.ts";

/** Tells the stream of a feed, which the sample does not write down; null when nobody said. */
export type Mapping = (feed: string) => Stream | null;

export function createMapping(feeds: ReadonlyMap<string, Stream>, others: Stream | null): Mapping {
  return (feed) => feeds.get(feed) ?? others;
}

export function streamFrom(text: string, where: string): Stream {
  const stream = parseStream(text);
  if (stream !== null) return stream;
  throw new UsageError(`${where}: "${text}" is no stream: it must be <account>/<stream name>`);
}

/**
 * Reads lines of `feed,stream`, or those of --list-feeds whose stream is filled in. A field may be in double quotes, with
 * doubled ones inside, as spreadsheets write them.
 *
 * @param fileName for what is said of its faults
 */
export function parseMapping(csv: string, fileName: string): Map<string, Stream> {
  const feeds = new Map<string, Stream>();
  let isFirst = true;
  for (const [index, line] of csv
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const where = `${fileName}, line ${index + 1}`;
    const [feed = "", name = "", ...more] = fieldsOf(line);
    // A line that `npm run` writes before the list, where that was redirected into the file.
    if (line.trim() === "" || line.startsWith("> ")) continue;
    const isHead = isFirst && feed.toLowerCase() === "feed";
    isFirst = false;
    if (isHead) continue;
    if (!isFeedId(feed)) throw new UsageError(`${where}: a line must be <feed id>,<account>/<stream name>`);
    if (more.length > 0 && more.length !== LISTED_BESIDES) {
      throw new UsageError(`${where}: a stream name with a comma must be in double quotes`);
    }
    if (name === "") continue;
    const stream = streamFrom(name, where);
    const known = feeds.get(feed) ?? stream;
    if (streamId(known) !== streamId(stream)) {
      throw new UsageError(`${where}: feed ${feed} has another stream on an earlier line`);
    }
    feeds.set(feed, stream);
  }
  return feeds;
}

/** First, last, pictures. */
const LISTED_BESIDES = 3;

function fieldsOf(line: string): string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  const last = fields.at(-1) === "" && !line.endsWith(",") ? fields.slice(0, -1) : fields;
  return last.map((field) => unquoted(field.replace(/,$/, "").trim()));
}

function unquoted(text: string): string {
  return /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}
