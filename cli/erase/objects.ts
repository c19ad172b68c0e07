import { faultsPrefix, feedsPrefix, LOG_PREFIX, parseLogKey, previewsPrefix } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import type { Version, Versions } from "../bucket/versions.ts";
import { isOfStream } from "../log.ts";
import { forEachParallel } from "../parallel.ts";

export type Found = { log: number; previews: number; feeds: number; faults: number };

const DAYS_AT_ONCE = 8;

/**
 * Finds all objects of a stream. It lists the whole log, and of the other prefixes the stream's part.
 *
 * @param remove deletes a page; null in a dry run
 * @param onListed gets the number of keys of each page, those of other streams included
 * @throws StoreError
 */
export async function findObjects(
  bucket: Pick<Versions, "list" | "folders">,
  stream: Stream,
  remove: ((versions: readonly Version[]) => Promise<void>) | null,
  onListed: (keys: number) => void = () => undefined,
): Promise<Found> {
  const found = { log: 0, previews: 0, feeds: 0, faults: 0 };

  async function search(name: keyof Found, prefix: string, isOurs: (key: string) => boolean): Promise<void> {
    let last: readonly Version[] = [];
    for await (const page of bucket.list(prefix)) {
      // The next page begins behind the last key of this one, which must exist until then.
      onListed(page.length);
      await remove?.(last);
      last = page.filter(({ key }) => isOurs(key));
      found[name] += last.length;
    }
    await remove?.(last);
  }

  const isOurEntry = (key: string) => {
    const entry = parseLogKey(key);
    return entry !== null && isOfStream(entry, stream);
  };
  const days = await bucket.folders(LOG_PREFIX);
  await forEachParallel(days, DAYS_AT_ONCE, (day) => search("log", day, isOurEntry));
  // No key of another stream begins with these prefixes.
  await search("previews", previewsPrefix(stream), () => true);
  await search("feeds", feedsPrefix(stream), () => true);
  await search("faults", faultsPrefix(stream), () => true);
  return found;
}
