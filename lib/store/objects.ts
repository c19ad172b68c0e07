import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { StoreError } from "./store.ts";

export type StoredObject = {
  readonly key: string;
  readonly bytes: number;
  /** The same for the same bytes, as the store puts them; nothing for what is in no store. */
  readonly etag?: string;
  /** When it was stored (LastModified), ms since 1970. */
  readonly storedAt?: number;
};

/** The objects of any bucket, as they lie there. Throws StoreError. */
export type Objects = {
  /** All keys that begin so, in their order, a page of 1,000 at a time. @param after leaves out those up to it */
  readonly list: (prefix: string, after?: string) => AsyncGenerator<StoredObject>;
  /** The bytes as they were put: what the object claims of its encoding is not looked at. */
  readonly read: (key: string) => Promise<Uint8Array>;
};

/** Each call may be tried three times; what hangs must end all the same. */
const DEADLINE_MS = 120_000;

export function openObjects(client: S3Client, Bucket: string): Objects {
  const deadline = () => ({ abortSignal: AbortSignal.timeout(DEADLINE_MS) });
  return {
    async *list(Prefix, after) {
      let StartAfter = after;
      do {
        const command = new ListObjectsV2Command({ Bucket, Prefix, StartAfter });
        const page = await client.send(command, deadline()).catch(failed("list"));
        // To the SDK, any page that is answered with 200 is an empty list.
        if (page.IsTruncated === undefined) {
          throw new StoreError("list", new Error("what answered is no object store: it gave no list"));
        }
        const objects = (page.Contents ?? []).flatMap(({ Key, Size = 0, ETag, LastModified }) =>
          Key === undefined
            ? []
            : [
                {
                  key: Key,
                  bytes: Size,
                  ...(ETag === undefined ? {} : { etag: ETag }),
                  ...(LastModified === undefined ? {} : { storedAt: LastModified.getTime() }),
                },
              ],
        );
        yield* objects;
        const last = objects.at(-1)?.key;
        if (page.IsTruncated && (last === undefined || last === StartAfter)) {
          throw new StoreError("list", new Error("a list was cut short without a way to go on"));
        }
        StartAfter = page.IsTruncated ? last : undefined;
      } while (StartAfter !== undefined);
    },

    async read(Key) {
      const { Body } = await client
        .send(new GetObjectCommand({ Bucket, Key }), deadline())
        .catch(failed("get"));
      if (Body === undefined) throw new StoreError("get", new Error("an object came without its body"));
      return Body.transformToByteArray().catch(failed("get"));
    },
  };
}

function failed(operation: string): (error: unknown) => never {
  return (error) => {
    throw new StoreError(operation, error);
  };
}
