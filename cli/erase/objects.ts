import { faultsPrefix, feedsPrefix, LOG_PREFIX, parseLogKey, previewsPrefix } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Version } from "../bucket/removal.ts";
import type { Versions } from "../bucket/versions.ts";
import { forEachParallel } from "../import/parallel.ts";

/** How many objects of a stream there were below each prefix, older versions and delete markers included. */
export type Found = { log: number; previews: number; feeds: number; faults: number };

const DAYS_AT_ONCE = 8;

/**
 * Finds all objects of a stream: the log as a whole, the other prefixes by the stream's own.
 *
 * @param remove deletes them page by page; does nothing in a dry run
 * @param onListed is told how many keys a page had, whosever they are
 * @throws StoreError
 */
export async function findObjects(
  bucket: Pick<Versions, "list" | "folders">,
  stream: Stream,
  remove: (versions: readonly Version[]) => Promise<void>,
  onListed: (keys: number) => void = () => undefined,
): Promise<Found> {
  const found = { log: 0, previews: 0, feeds: 0, faults: 0 };

  async function search(name: keyof Found, prefix: string, isOurs: (key: string) => boolean): Promise<void> {
    let last: readonly Version[] = [];
    for await (const page of bucket.list(prefix)) {
      // The next page begins behind the last one, which must be there until then.
      onListed(page.length);
      await remove(last);
      last = page.filter(({ key }) => isOurs(key));
      found[name] += last.length;
    }
    await remove(last);
  }

  const days = await bucket.folders(LOG_PREFIX);
  await forEachParallel(days, DAYS_AT_ONCE, (day) => search("log", day, (key) => isOf(stream, key)));
  // No key of another stream begins with these prefixes.
  await search("previews", previewsPrefix(stream), () => true);
  await search("feeds", feedsPrefix(stream), () => true);
  await search("faults", faultsPrefix(stream), () => true);
  return found;
}

/** Whether a key of the log is of this stream. */
function isOf(stream: Stream, key: string): boolean {
  const entry = parseLogKey(key);
  if (entry === null) return false;
  return streamId("frame" in entry ? entry.frame.stream : entry.stream) === streamId(stream);
}
