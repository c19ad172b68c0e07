import { setTimeout as delay } from "node:timers/promises";
import {
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { StoreClock } from "./clock.ts";
import { createDirect, type NewObject } from "./direct.ts";
import type { ListedPage } from "./list-xml.ts";
import { attempt, StoreError } from "./store.ts";

export type ListRequest = Pick<
  ListObjectsV2CommandInput,
  "Prefix" | "Delimiter" | "StartAfter" | "ContinuationToken" | "MaxKeys"
>;

export type Put = {
  /** "unsure" where the key is taken after an earlier try of the same call that got no answer: it may have put it. */
  readonly result: "created" | "taken" | "unsure";
  /** When the store answered, by its own clock, ms since 1970. */
  readonly at: number;
};

/** The requests that a store is made of. They throw StoreError. */
export type Requests = {
  readonly putOnce: (object: NewObject, signal: AbortSignal) => Promise<Put>;
  /** One page of a list. */
  readonly list: (request: ListRequest, signal: AbortSignal) => Promise<ListedPage>;
  /** The metadata of an object; null when there is none of that key. */
  readonly head: (key: string, signal: AbortSignal) => Promise<Readonly<Record<string, string>> | null>;
};

const NO_STORE_ETAG = "what answered is no object store: it gave no ETag";

const CONFLICT_TRIES = 4;
const CONFLICT_PAUSE_MS = 25;

/** Sends requests directly, and through the SDK where that fails. */
export function createRequests(client: S3Client, bucket: string, clock: StoreClock): Requests {
  const direct = createDirect(client, bucket);

  /** @param isUnsure whether an earlier try got no answer */
  async function putBySdk(object: NewObject, isUnsure: boolean, signal: AbortSignal): Promise<Put["result"]> {
    const command = new PutObjectCommand({
      Bucket: bucket,
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
        if (isStatus(error, 412)) return isUnsure || isRetried(error) ? "unsure" : "taken";
        // Another receiver writes the same key right now. The SDK does not retry this one.
        if (!isStatus(error, 409) || tries === CONFLICT_TRIES) throw error;
      }
      await delay(CONFLICT_PAUSE_MS * tries * (0.5 + Math.random()), undefined, { signal });
    }
  }

  return {
    putOnce: (object, signal) =>
      attempt("put", async () => {
        const { result, date } = await direct.put(object, signal);
        if (result === "created" || result === "taken") return { result, at: date ?? clock.now() };
        return { result: await putBySdk(object, result === "no answer", signal), at: clock.now() };
      }),

    list: (request, signal) =>
      attempt("list", async () => {
        const command = new ListObjectsV2Command({ ...request, Bucket: bucket });
        const page =
          (await direct.list(queryOf(request), signal)) ??
          (await client.send(command, { abortSignal: signal }));
        // To the SDK, any page that is answered with 200 is an empty list.
        if (page.KeyCount === undefined)
          throw new Error("what answered is no object store: it counted no keys");
        return page;
      }),

    async head(key, signal) {
      try {
        const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
        const { ETag, Metadata = {} } = await client.send(command, { abortSignal: signal });
        if (ETag === undefined) throw new Error(NO_STORE_ETAG);
        return Metadata;
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw new StoreError("head", error);
      }
    },
  };
}

function queryOf(request: ListRequest): Record<string, string> {
  const { Prefix, Delimiter, StartAfter, ContinuationToken, MaxKeys } = request;
  return {
    ...(Prefix === undefined ? {} : { prefix: Prefix }),
    ...(Delimiter === undefined ? {} : { delimiter: Delimiter }),
    ...(StartAfter === undefined ? {} : { "start-after": StartAfter }),
    ...(ContinuationToken === undefined ? {} : { "continuation-token": ContinuationToken }),
    ...(MaxKeys === undefined ? {} : { "max-keys": String(MaxKeys) }),
  };
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}

/** The SDK tries again where it got no answer, or one that the store is in trouble. */
function isRetried(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.$metadata.attempts ?? 1) > 1;
}
