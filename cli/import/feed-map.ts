import { isFeedId, parseStream, streamId, type Stream } from "#lib/model/stream.ts";
import { UsageError } from "../command.ts";
import { parseSampleName } from "./layout.ts";
import type { SourceObject } from "./source.ts";

const HEADER = "feed,stream,first,last,pictures";
const FIELDS = HEADER.split(",").length;

/** Lists the feeds of a source, the oldest first, as lines for --map. The stream is blank: the operator fills it in. */
export async function* listFeeds(source: AsyncIterable<SourceObject>): AsyncGenerator<string> {
  const feeds = new Map<string, { first: number; last: number; pictures: number }>();
  for await (const { key, isLeftOut } of source) {
    const name = isLeftOut === true ? null : parseSampleName(key);
    if (name === null) continue;
    const { feed, time } = name;
    const { first, last, pictures } = feeds.get(feed) ?? { first: time, last: time, pictures: 0 };
    feeds.set(feed, { first: Math.min(first, time), last: Math.max(last, time), pictures: pictures + 1 });
  }
  yield HEADER;
  for (const [feed, { first, last, pictures }] of [...feeds].sort(([, a], [, b]) => a.first - b.first)) {
    yield [feed, "", new Date(first).toISOString(), new Date(last).toISOString(), pictures].join(",");
  }
}

/**
 * Parses lines of `feed,stream`, or those of --list-feeds. Lines without a stream are skipped. A field may be in double
 * quotes, with doubled ones inside, as spreadsheets write them.
 *
 * @param fileName for error messages
 */
export function parseFeedMap(csv: string, fileName: string): Map<string, Stream> {
  const feeds = new Map<string, Stream>();
  const lines = csv
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line, index) => ({ line, where: `${fileName}, line ${index + 1}` }))
    // `npm run` prints lines of its own, which a redirected list begins with.
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("> "));
  for (const [index, { line, where }] of lines.entries()) {
    const [feed = "", name = "", ...more] = splitFields(line);
    if (index === 0 && feed.toLowerCase() === "feed") continue;
    if (!isFeedId(feed)) throw new UsageError(`${where}: a line must be <feed id>,<account>/<stream name>`);
    if (more.length > 0 && more.length !== FIELDS - 2) {
      throw new UsageError(`${where}: a stream name with a comma must be in double quotes`);
    }
    if (name === "") continue;
    const stream = parseMappedStream(name, where);
    const known = feeds.get(feed) ?? stream;
    if (streamId(known) !== streamId(stream)) {
      throw new UsageError(`${where}: feed ${feed} has another stream on an earlier line`);
    }
    feeds.set(feed, stream);
  }
  return feeds;
}

/** @param where for error messages */
export function parseMappedStream(text: string, where: string): Stream {
  const stream = parseStream(text);
  if (stream !== null) return stream;
  throw new UsageError(`${where}: "${text}" is no stream: it must be <account>/<stream name>`);
}

function splitFields(line: string): string[] {
  const fields = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(,|$)/g)].map(([, field = ""]) => field.trim());
  const last = fields.at(-1) === "" && !line.endsWith(",") ? fields.slice(0, -1) : fields;
  return last.map((field) => (/^".*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field));
}
