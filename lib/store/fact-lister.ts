import type { ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import { FACTS_PREFIX, factsPrefix, parseFactKey } from "./keys.ts";
import type { ListedPage } from "./list-xml.ts";
import { StoreError, type Store, type StoredFact } from "./store.ts";

export type ListRequest = Pick<
  ListObjectsV2CommandInput,
  "Prefix" | "StartAfter" | "ContinuationToken" | "MaxKeys"
>;
type ListPage = (request: ListRequest, signal: AbortSignal) => Promise<ListedPage>;

/** What a range begins after, and its last possible key; undefined for the beginning and the end of all. */
type Range = { readonly after: string | undefined; readonly upTo: string | undefined };

/** The keys that S3 gives in one page. */
const PAGE = 1_000;
/** Of a page, so that a range into which a few feeds came is still one request. */
const RANGE_SHARE = 0.96;
/** Sorts behind every fact of a feed. */
const BEHIND_FACTS = "/~";

/**
 * Makes what lists facts. All facts are listed in ranges at once, where the last listing had more than two pages: ten
 * pages one after the other take a second on S3. Whatever has changed since, the ranges hold every key once.
 *
 * A range ends between two feeds, never within one. A feed's newer fact is put before its older one is deleted, and it
 * sorts behind it: whoever read the place of the newer before it was put, and that of the older once it was deleted,
 * would find no fact of a feed that always had one.
 */
export function createFactLister(listPage: ListPage, pageSize = PAGE): Store["listFacts"] {
  let ends: readonly string[] = [];

  /** @param facts where they are put, page by page: some are there though the range fails */
  async function listRange(
    prefix: string,
    { after, upTo }: Range,
    signal: AbortSignal,
    facts: StoredFact[] = [],
  ): Promise<StoredFact[]> {
    let token: string | undefined;
    do {
      const start = token === undefined ? { StartAfter: after } : { ContinuationToken: token };
      const page = await listPage({ Prefix: prefix, MaxKeys: pageSize, ...start }, signal);
      let isPast = false;
      for (const { Key, LastModified } of page.Contents ?? []) {
        isPast = Key !== undefined && upTo !== undefined && Key > upTo;
        if (isPast) break;
        const fact = Key === undefined ? null : parseFactKey(Key);
        if (Key === undefined || fact === null || LastModified === undefined) continue;
        facts.push({ ...fact, key: Key, arrived: LastModified.getTime() });
      }
      if (isPast || page.IsTruncated !== true) return facts;
      if ((page.NextContinuationToken ?? token) === token) {
        throw new StoreError("list", new Error("a list was cut short without a way to go on"));
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return facts;
  }

  return async (of, signal) => {
    if (of !== "all") return listRange(factsPrefix(of), { after: undefined, upTo: undefined }, signal);
    const ranges = [...ends, undefined].map((upTo, n) => ({ after: ends[n - 1], upTo }));
    const found = ranges.map((): StoredFact[] => []);
    const share = Math.floor(pageSize * RANGE_SHARE);
    try {
      await Promise.all(ranges.map((range, n) => listRange(FACTS_PREFIX, range, signal, found[n])));
    } catch (error) {
      // Where there was no time for one page after the other, the next try asks at once for what this one came to.
      const reached = endsOf(found.flat(), share);
      if (reached.length > ends.length) ends = reached;
      throw error;
    }
    const facts = found.flat();
    ends = facts.length > 2 * pageSize ? endsOf(facts, share) : [];
    return facts;
  };
}

/** Where ranges of about so many facts end. */
function endsOf(facts: readonly StoredFact[], size: number): string[] {
  const ends: string[] = [];
  for (let n = size; n < facts.length; n += size) {
    const { key } = facts[n - 1] ?? { key: "" };
    ends.push(key.slice(0, key.lastIndexOf("/")) + BEHIND_FACTS);
  }
  return ends;
}
