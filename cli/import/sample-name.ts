import { isFeedId } from "#lib/model/stream.ts";

/** What the vendor's sample writes into the name of a thumbnail. */
export type SampleName = {
  readonly feed: string;
  /** ms since 1970 */
  readonly time: number;
};

/** Reads `<feedId>_<timestamp>.jpg`, below whatever folder. Null when it is not that. */
export function parseSampleName(key: string): SampleName | null {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const [, feed, time] = /^(.+)_(\d{13})\.jpe?g$/i.exec(name) ?? [];
  return feed === undefined || !isFeedId(feed) ? null : { feed, time: Number(time) };
}
