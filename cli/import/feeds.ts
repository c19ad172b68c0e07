import type { Found } from "./folder.ts";
import { parseSampleName } from "./sample-name.ts";

type Seen = { first: number; last: number; pictures: number };

/**
 * The feeds of a source, the oldest first, as lines for --map whose streams are to be filled in. When and how much each
 * one sent is behind it, to tell which is which: --map reads only lines whose stream is one.
 */
export async function* feedLines(source: AsyncIterable<Found>): AsyncGenerator<string> {
  const feeds = new Map<string, Seen>();
  for await (const { key, isLeftOut } of source) {
    const name = isLeftOut === true ? null : parseSampleName(key);
    if (name === null) continue;
    const seen = feeds.get(name.feed) ?? { first: name.time, last: name.time, pictures: 0 };
    feeds.set(name.feed, {
      first: Math.min(seen.first, name.time),
      last: Math.max(seen.last, name.time),
      pictures: seen.pictures + 1,
    });
  }
  const oldestFirst = [...feeds].sort(([, a], [, b]) => a.first - b.first);
  yield "feed,stream,first,last,pictures";
  for (const [feed, { first, last, pictures }] of oldestFirst) {
    yield [feed, "", new Date(first).toISOString(), new Date(last).toISOString(), pictures].join(",");
  }
}
