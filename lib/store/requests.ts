import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { StoreClock } from "./clock.ts";
import { createDirect, type ListRequest } from "./direct.ts";
import { type ListedPage, parseListXml } from "./list-xml.ts";
import { createPuts, isStatus, NO_STORE_ETAG } from "./put-once.ts";
import { createPutRules, type PutRules } from "./put-rules.ts";
import { attempt, cutShort, StoreError } from "./store.ts";

/** The requests that a store is made of. They throw StoreError. */
export type Requests = ReturnType<typeof createRequests>;

/** `bytes` is the size of the object. */
type Head = { readonly metadata: Readonly<Record<string, string>>; readonly bytes: number };

/** Puts and lists go directly first, because they are most of the requests, and through the SDK where that fails. */
export function createRequests(
  client: S3Client,
  Bucket: string,
  clock: StoreClock,
  rules: PutRules = createPutRules(),
) {
  const direct = createDirect(client, Bucket);

  async function listBySdk(request: ListRequest, signal: AbortSignal): Promise<ListedPage> {
    const command = new ListObjectsV2Command({ ...request, Bucket });
    const page = await client.send(command, { abortSignal: signal });
    // To the SDK, any page that is answered with 200 is an empty list.
    if (page.IsTruncated === undefined) throw new Error("what answered is no object store: it gave no list");
    if (page.IsTruncated && page.NextContinuationToken === undefined) throw cutShort();
    return {
      objects: (page.Contents ?? []).flatMap(({ Key: key, LastModified }) =>
        key === undefined || LastModified === undefined ? [] : { key, storedAt: LastModified.getTime() },
      ),
      folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      next: page.IsTruncated ? (page.NextContinuationToken ?? null) : null,
    };
  }

  /** @returns what is stored beside an object; null when there is none of that key */
  async function head(Key: string, signal: AbortSignal): Promise<Head | null> {
    try {
      const command = new HeadObjectCommand({ Bucket, Key });
      const { ETag, Metadata = {}, ContentLength = 0 } = await client.send(command, { abortSignal: signal });
      if (ETag === undefined) throw new Error(NO_STORE_ETAG);
      return { metadata: Metadata, bytes: ContentLength };
    } catch (error) {
      if (isStatus(error, 404)) return null;
      throw new StoreError("head", error);
    }
  }

  /** Lists one page. */
  const list = (request: ListRequest, signal: AbortSignal) =>
    attempt("list", async () => {
      const answer = await direct.list(request, signal);
      const page = answer?.status === 200 ? parseListXml(answer.body) : null;
      return page ?? (await listBySdk(request, signal));
    });

  /** By HEAD, or by a LIST where these keys may not read: receivers read below log/ and health/ alone. */
  async function exists(key: string, signal: AbortSignal): Promise<boolean> {
    try {
      return (await head(key, signal)) !== null;
    } catch (error) {
      if (!(error instanceof StoreError) || !isStatus(error.cause, 403)) throw error;
      const { objects } = await list({ Prefix: key, MaxKeys: 1 }, signal);
      return objects[0]?.key === key;
    }
  }

  return {
    ...createPuts({ client, Bucket, clock, direct, exists, rules }),
    head,
    list,

    /** @param Range as HTTP has it; without one, the whole object */
    get: (Key: string, signal: AbortSignal, Range?: string) =>
      attempt("get", async () => {
        const command = new GetObjectCommand({ Bucket, Key, Range });
        const { Body } = await client.send(command, { abortSignal: signal });
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      }),

    remove: (Key: string, signal: AbortSignal) =>
      attempt("delete", async () => {
        await client.send(new DeleteObjectCommand({ Bucket, Key }), { abortSignal: signal });
      }),
  };
}
