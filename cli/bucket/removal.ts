import { DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from "@aws-sdk/client-s3";
import { attempt } from "#lib/store/store.ts";

/** An object, a version of one, or a delete marker. */
export type Version = {
  readonly key: string;
  /** Undefined in a store without versions. */
  readonly versionId?: string;
};

const DEADLINE_MS = 120_000;
const MAX_BATCH = 1_000;
const MAX_SINGLES_AT_ONCE = 16;

/** Makes a function that deletes for good: in batches, and one by one where the store refuses a batch or a part of it. */
export function createRemoval(
  client: S3Client,
  Bucket: string,
): (versions: readonly Version[]) => Promise<void> {
  const deadline = () => ({ abortSignal: AbortSignal.timeout(DEADLINE_MS) });
  let takesBatches = true;

  /** @returns those that the store did not delete */
  async function removeBatch(versions: readonly Version[]): Promise<readonly Version[]> {
    const Objects = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    try {
      const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects } });
      const { Deleted = [], Errors = [] } = await client.send(command, deadline());
      // An answer that does not account for each object is none.
      takesBatches = Deleted.length + Errors.length === versions.length;
      const failed = new Set(Errors.map(({ Key }) => Key));
      return takesBatches ? versions.filter(({ key }) => failed.has(key)) : versions;
    } catch {
      // Where batches are not the reason, deleting the first single object fails as well, and says why.
      takesBatches = false;
      return versions;
    }
  }

  async function removeSingles(versions: readonly Version[]): Promise<void> {
    const remove = ({ key, versionId }: Version) =>
      client.send(new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId }), deadline());
    for (const some of chunksOf(versions, MAX_SINGLES_AT_ONCE)) {
      await attempt("delete", () => Promise.all(some.map(remove)));
    }
  }

  return async (versions) => {
    for (const batch of chunksOf(versions, MAX_BATCH)) {
      await removeSingles(takesBatches ? await removeBatch(batch) : batch);
    }
  };
}

function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
