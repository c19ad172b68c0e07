import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { attempt, cutShort } from "#lib/store/store.ts";

export type StoredObject = {
  readonly key: string;
  readonly bytes: number;
  /** The same for the same bytes in the same store; none for a file. */
  readonly etag?: string;
  /** LastModified, ms since 1970. */
  readonly storedAt?: number;
};

/** The objects of any bucket, as they lie there. Throws StoreError. */
export type Objects = {
  /** All objects of a prefix in key order. @param after leaves out keys up to this one */
  readonly list: (prefix: string, after?: string) => AsyncGenerator<StoredObject>;
  /** The bytes as they were put: the object's content encoding is ignored. */
  readonly read: (key: string) => Promise<Uint8Array>;
};

/** The SDK may try each call three times; a call that hangs must end all the same. */
const DEADLINE_MS = 120_000;

export function deadline() {
  return { abortSignal: AbortSignal.timeout(DEADLINE_MS) };
}

export function openObjects(client: S3Client, Bucket: string): Objects {
  return {
    async *list(Prefix, after) {
      for (let StartAfter = after, isEnd = false; !isEnd;) {
        const page = await attempt("list", async () => {
          const command = new ListObjectsV2Command({ Bucket, Prefix, StartAfter });
          const found = await client.send(command, deadline());
          // To the SDK, any page that is answered with 200 is an empty list.
          if (found.IsTruncated !== undefined) return found;
          throw new Error("what answered is no object store: it gave no list");
        });
        const objects = page.Contents ?? [];
        for (const { Key: key, Size: bytes = 0, ETag: etag, LastModified: time } of objects) {
          if (key === undefined) continue;
          yield { key, bytes, ...(etag && { etag }), ...(time && { storedAt: time.getTime() }) };
        }
        const last = objects.at(-1)?.Key;
        isEnd = page.IsTruncated !== true;
        if (!isEnd && (last === undefined || last === StartAfter)) throw cutShort();
        StartAfter = last;
      }
    },

    read: (Key) =>
      attempt("get", async () => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), deadline());
        if (Body === undefined) throw new Error("an object came without its body");
        return Body.transformToByteArray();
      }),
  };
}
