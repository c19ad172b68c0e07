import { isFeedId } from "#lib/model/stream.ts";

/** The parts of a thumbnail's name, as the vendor's sample writes it. */
export type SampleName = {
  readonly feed: string;
  /** ms since 1970 */
  readonly time: number;
};

/** Reads `<feedId>_<timestamp>.jpg`, below whatever folder. Null when it is not that. */
export function parseSampleName(key: string): SampleName | null {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const [, feed, time] = /^(.+)_([1-9]\d{12})\.jpe?g$/i.exec(name) ?? [];
  return feed === undefined || !isFeedId(feed) ? null : { feed, time: Number(time) };
}
