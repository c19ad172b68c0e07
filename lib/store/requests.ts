import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from "@aws-sdk/client-s3";
import { parseDate, type StoreClock } from "./clock.ts";
import { createDirect, type ListRequest, type NewObject } from "./direct.ts";
import { type ListedPage, parseListXml } from "./list-xml.ts";
import { attempt, cutShort, StoreError } from "./store.ts";

/** The requests that a store is made of. They throw StoreError. */
export type Requests = ReturnType<typeof createRequests>;

const NO_STORE_ETAG = "what answered is no object store: it gave no ETag";

const CONFLICT_TRIES = 4;
const CONFLICT_PAUSE_MS = 25;

/** Puts and lists go directly first, because they are most of the requests, and through the SDK where that fails. */
export function createRequests(client: S3Client, Bucket: string, clock: StoreClock) {
  const direct = createDirect(client, Bucket);

  /** @returns "unsure" where the key exists after a try without an answer: that try may have put it */
  async function putBySdk(
    object: NewObject,
    isUnsure: boolean,
    signal: AbortSignal,
  ): Promise<"created" | "exists" | "unsure"> {
    const command = new PutObjectCommand({
      Bucket,
      Key: object.key,
      Body: object.body,
      ContentType: object.contentType,
      CacheControl: object.cacheControl,
      Metadata: { ...object.metadata },
      IfNoneMatch: "*",
    });
    for (let tries = 1; ; tries++) {
      try {
        const { ETag } = await client.send(command, { abortSignal: signal });
        // A network that asks to sign in answers 200 too, and to the SDK that is a success.
        if (ETag === undefined) throw new Error(NO_STORE_ETAG);
        return "created";
      } catch (error) {
        if (isStatus(error, 412)) return isUnsure || isRetried(error) ? "unsure" : "exists";
        // Another receiver writes the same key right now. The SDK does not retry this one.
        if (!isStatus(error, 409) || tries === CONFLICT_TRIES) throw error;
      }
      await delay(CONFLICT_PAUSE_MS * tries * (0.5 + Math.random()), undefined, { signal });
    }
  }

  async function listBySdk(request: ListRequest, signal: AbortSignal): Promise<ListedPage> {
    const command = new ListObjectsV2Command({ ...request, Bucket });
    const page = await client.send(command, { abortSignal: signal });
    // To the SDK, any page that is answered with 200 is an empty list.
    if (page.KeyCount === undefined) throw new Error("what answered is no object store: it counted no keys");
    if (page.IsTruncated === true && page.NextContinuationToken === undefined) throw cutShort();
    return {
      objects: (page.Contents ?? []).flatMap(({ Key: key, LastModified }) =>
        key === undefined || LastModified === undefined ? [] : { key, storedAt: LastModified.getTime() },
      ),
      folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      next: page.IsTruncated === true ? (page.NextContinuationToken ?? null) : null,
    };
  }

  return {
    /** @returns the result, and when the store answered, by its own clock, ms since 1970 */
    putOnce: (object: NewObject, signal: AbortSignal) =>
      attempt("put", async () => {
        const answer = await direct.put(object, signal);
        const at = (answer && parseDate(answer.headers)) ?? clock.now();
        if (answer?.status === 412) return { result: "exists" as const, at };
        if (answer?.status === 200 && answer.headers.etag !== undefined)
          return { result: "created" as const, at };
        const isUnsure = answer === null || answer.status >= 500;
        return { result: await putBySdk(object, isUnsure, signal), at: clock.now() };
      }),

    /** Lists one page. */
    list: (request: ListRequest, signal: AbortSignal) =>
      attempt("list", async () => {
        const answer = await direct.list(request, signal);
        const page = answer?.status === 200 ? parseListXml(answer.body) : null;
        return page ?? (await listBySdk(request, signal));
      }),

    /** @returns the metadata of an object; null when there is none of that key */
    async head(Key: string, signal: AbortSignal): Promise<Readonly<Record<string, string>> | null> {
      try {
        const command = new HeadObjectCommand({ Bucket, Key });
        const { ETag, Metadata = {} } = await client.send(command, { abortSignal: signal });
        if (ETag === undefined) throw new Error(NO_STORE_ETAG);
        return Metadata;
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw new StoreError("head", error);
      }
    },

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

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}

/** The SDK tries again where it got no answer, or one of a server error. */
function isRetried(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.$metadata.attempts ?? 1) > 1;
}
