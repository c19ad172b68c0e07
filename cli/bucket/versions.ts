import { ListObjectsV2Command, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import { attempt, StoreError } from "#lib/store/store.ts";
import { storeFault } from "./fault.ts";
import { createRemoval, type Version } from "./removal.ts";

/** All that a bucket holds, older versions and delete markers included where the store has them. Throws StoreError. */
export type Versions = {
  /** All below a prefix, a page of at most 1,000 at a time. The last page must not be deleted before the next is here. */
  readonly list: (prefix: string) => AsyncGenerator<readonly Version[]>;
  /** The folders directly below a prefix, each with its slash. */
  readonly folders: (prefix: string) => Promise<string[]>;
  /** Deletes for good, in batches where the store takes them. */
  readonly remove: (versions: readonly Version[]) => Promise<void>;
};

const DEADLINE_MS = 120_000;

type Page = {
  readonly versions: readonly Version[];
  readonly folders: readonly string[];
  /** Where the next page begins; null after the last. */
  readonly next: Marker | null;
};
type Marker = { readonly key: string | undefined; readonly versionId: string | undefined };
type ListPage = (Prefix: string, Delimiter: string | undefined, from: Marker | null) => Promise<Page>;

export function openVersions(client: S3Client, Bucket: string): Versions {
  const deadline = () => ({ abortSignal: AbortSignal.timeout(DEADLINE_MS) });
  let lister: Promise<ListPage> | undefined;

  const listVersions: ListPage = async (Prefix, Delimiter, from) => {
    const markers = { KeyMarker: from?.key, VersionIdMarker: from?.versionId };
    const command = new ListObjectVersionsCommand({ Bucket, Prefix, Delimiter, ...markers });
    const page = await client.send(command, deadline());
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    return {
      versions: versions.flatMap(({ Key, VersionId }) => versionOf(Key, VersionId)),
      folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      next:
        page.IsTruncated === true ? { key: page.NextKeyMarker, versionId: page.NextVersionIdMarker } : null,
    };
  };

  const listObjects: ListPage = async (Prefix, Delimiter, from) => {
    const command = new ListObjectsV2Command({ Bucket, Prefix, Delimiter, StartAfter: from?.key });
    const page = await client.send(command, deadline());
    // To the SDK, any page that is answered with 200 is an empty list.
    if (page.KeyCount === undefined) throw new Error("what answered is no object store: it counted no keys");
    const versions = (page.Contents ?? []).flatMap(({ Key }) => versionOf(Key, undefined));
    const folders = (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []);
    const last = [...versions.map(({ key }) => key), ...folders].toSorted().at(-1);
    return {
      versions,
      folders,
      next: page.IsTruncated === true ? { key: last, versionId: undefined } : null,
    };
  };

  /** Some stores refuse a question about versions, and some answer it with a list of something else. */
  async function chooseLister(): Promise<ListPage> {
    try {
      const [all, objects] = await Promise.all([
        client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }), deadline()),
        client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }), deadline()),
      ]);
      const isAnswer = all.Versions !== undefined || all.DeleteMarkers !== undefined;
      return isAnswer || objects.KeyCount === 0 ? listVersions : listObjects;
    } catch (error) {
      if (storeFault(error).kind !== "unsupported") throw error;
      return listObjects;
    }
  }

  async function* pages(prefix: string, delimiter?: string): AsyncGenerator<Page> {
    const listPage = await (lister ??= attempt("list", chooseLister));
    let from: Marker | null = null;
    do {
      const page: Page = await attempt("list", () => listPage(prefix, delimiter, from));
      yield page;
      const { next } = page;
      if (next !== null && (next.key === undefined || sameMarker(next, from)))
        throw new StoreError("list", new Error("a list was cut short without a way to go on"));
      from = next;
    } while (from !== null);
  }

  return {
    async *list(prefix) {
      for await (const { versions } of pages(prefix)) yield versions;
    },

    async folders(prefix) {
      const found: string[] = [];
      for await (const { folders } of pages(prefix, "/")) found.push(...folders);
      return found;
    },

    remove: createRemoval(client, Bucket),
  };
}

function versionOf(key: string | undefined, versionId: string | undefined): Version[] {
  if (key === undefined) return [];
  return [versionId === undefined ? { key } : { key, versionId }];
}

function sameMarker(one: Marker, other: Marker | null): boolean {
  return one.key === other?.key && one.versionId === other?.versionId;
}
