import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { attempt, cutShort } from "#lib/store/store.ts";
import { toStoreFault } from "./fault.ts";
import { deadline } from "./objects.ts";

/** An object, a version of one, or a delete marker. */
export type Version = {
  readonly key: string;
  /** Undefined in a store without versions. */
  readonly versionId?: string;
};

/** All objects of a bucket, with older versions and delete markers where the store has them. Throws StoreError. */
export type Versions = {
  /** All below a prefix, at most 1,000 a page. The last page must not be deleted before the next is here. */
  readonly list: (prefix: string) => AsyncGenerator<readonly Version[]>;
  readonly folders: (prefix: string) => Promise<string[]>;
  /** Deletes for good: in batches, and one by one where the store refuses a batch or a part of it. */
  readonly remove: (versions: readonly Version[]) => Promise<void>;
};

type Marker = { readonly key: string | undefined; readonly versionId?: string | undefined };
type Page = {
  readonly versions: readonly Version[];
  readonly folders: readonly string[];
  /** Where the next page begins; null after the last. */
  readonly next: Marker | null;
};
type ListPage = (Prefix: string, Delimiter: string | undefined, from: Marker | null) => Promise<Page>;

export function openVersions(client: S3Client, Bucket: string): Versions {
  let lister: Promise<ListPage> | undefined;

  const listVersions: ListPage = async (Prefix, Delimiter, from) => {
    const markers = { KeyMarker: from?.key, VersionIdMarker: from?.versionId };
    const command = new ListObjectVersionsCommand({ Bucket, Prefix, Delimiter, ...markers });
    const page = await client.send(command, deadline());
    const next = { key: page.NextKeyMarker, versionId: page.NextVersionIdMarker };
    return {
      versions: [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(toVersion),
      folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      next: page.IsTruncated === true ? next : null,
    };
  };

  const listObjects: ListPage = async (Prefix, Delimiter, from) => {
    const command = new ListObjectsV2Command({ Bucket, Prefix, Delimiter, StartAfter: from?.key });
    const page = await client.send(command, deadline());
    // To the SDK, any page that is answered with 200 is an empty list.
    if (page.IsTruncated === undefined) throw new Error("what answered is no object store: it gave no list");
    const versions = (page.Contents ?? []).flatMap(({ Key }) => toVersion({ Key }));
    const folders = (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []);
    const last = [...versions.map(({ key }) => key), ...folders].toSorted().at(-1);
    return { versions, folders, next: page.IsTruncated ? { key: last } : null };
  };

  /** Some stores refuse a list of versions, and some answer it with another list. */
  async function chooseLister(): Promise<ListPage> {
    try {
      const [all, objects] = await Promise.all([
        client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1 }), deadline()),
        client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }), deadline()),
      ]);
      const isAnswer = all.Versions !== undefined || all.DeleteMarkers !== undefined;
      return isAnswer || objects.Contents === undefined ? listVersions : listObjects;
    } catch (error) {
      if (toStoreFault(error).kind !== "unsupported") throw error;
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
      if (next !== null && (next.key === undefined || isSameMarker(next, from))) throw cutShort();
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

function isSameMarker(one: Marker, other: Marker | null): boolean {
  return one.key === other?.key && one.versionId === other?.versionId;
}

type Listed = { readonly Key?: string | undefined; readonly VersionId?: string | undefined };

function toVersion({ Key: key, VersionId: versionId }: Listed): Version[] {
  if (key === undefined) return [];
  return [versionId === undefined ? { key } : { key, versionId }];
}

const MAX_BATCH = 1_000;
const CONCURRENCY = 16;

function createRemoval(client: S3Client, Bucket: string): Versions["remove"] {
  let hasBatches = true;

  /** @returns the versions that the store did not delete */
  async function removeBatch(versions: readonly Version[]): Promise<readonly Version[]> {
    const Objects = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    try {
      const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects } });
      const { Deleted = [], Errors = [] } = await client.send(command, deadline());
      // An answer that does not account for each object is none.
      hasBatches = Deleted.length + Errors.length === versions.length;
      return hasBatches ? versions.filter(({ key }) => Errors.some(({ Key }) => Key === key)) : versions;
    } catch {
      // Where batches are not the reason, deleting the first single object fails as well, and says why.
      hasBatches = false;
      return versions;
    }
  }

  const removeOne = ({ key, versionId }: Version) =>
    client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId }), deadline());

  return async (versions) => {
    for (const batch of chunk(versions, MAX_BATCH)) {
      const left = hasBatches ? await removeBatch(batch) : batch;
      for (const some of chunk(left, CONCURRENCY)) {
        await attempt("delete", () => Promise.all(some.map(removeOne)));
      }
    }
  };
}

function* chunk<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
