import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from "@aws-sdk/client-s3";
import { attachmentOf } from "./attachment.ts";
import { createDirect, type NewObject } from "./direct.ts";
import { createFactLister, type ListRequest } from "./fact-lister.ts";
import {
  factKey,
  frameKey,
  framesPrefix,
  parseFrameKey,
  parsePreviewKey,
  previewKey,
  previewsPrefix,
  startOfHistory,
  startOfPreviews,
} from "./keys.ts";
import type { ListedPage } from "./list-xml.ts";
import { createUrlSigner } from "./presign.ts";
import { createProbe, createReadingProbe } from "./probe.ts";
import { attempt, type Store, StoreError } from "./store.ts";

/** Private, because the URL is a capability; for ever, because no key is ever overwritten. */
const CACHE_CONTROL = "private, max-age=31536000, immutable";

const CONFLICT_TRIES = 4;
const CONFLICT_PAUSE_MS = 25;

/** The store on any S3: AWS, R2, Ceph, miniflare. */
export function createS3Store(
  client: S3Client,
  bucket: string,
  signing: { readonly windowSeconds?: number } = {},
): Store {
  const signUrl = createUrlSigner(client, bucket, signing);
  const direct = createDirect(client, bucket);

  /** @returns false when the key is taken */
  async function putOnce(object: NewObject, signal: AbortSignal): Promise<boolean> {
    const isPut = await attempt("put", () => direct.put(object, signal));
    if (isPut !== null) return isPut;
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
        if (ETag === undefined) throw new Error("what answered is no object store: it gave no ETag");
        return true;
      } catch (error) {
        if (isStatus(error, 412)) return false;
        // Another receiver writes the same key right now. The SDK does not retry this one.
        if (!isStatus(error, 409) || tries === CONFLICT_TRIES) throw new StoreError("put", error);
      }
      await delay(CONFLICT_PAUSE_MS * tries * (0.5 + Math.random()), undefined, { signal }).catch(
        (cause: unknown) => {
          throw new StoreError("put", cause);
        },
      );
    }
  }

  /** One page of a list. */
  function list(request: ListRequest, signal: AbortSignal): Promise<ListedPage> {
    return attempt("list", async () => {
      const page =
        (await direct.list(queryOf(request), signal)) ??
        (await client.send(new ListObjectsV2Command({ ...request, Bucket: bucket }), {
          abortSignal: signal,
        }));
      // To the SDK, any page that is answered with 200 is an empty list.
      if (page.KeyCount === undefined)
        throw new Error("what answered is no object store: it counted no keys");
      return page;
    });
  }

  const listPictures: Store["listPictures"] = async ({ stream, kind }, from, count, signal) => {
    const [Prefix, StartAfter, parse] =
      kind === "frame"
        ? [framesPrefix(stream), startOfHistory(stream, from), parseFrameKey]
        : [previewsPrefix(stream), startOfPreviews(stream, from), parsePreviewKey];
    const page = await list({ Prefix, StartAfter, MaxKeys: count }, signal);
    const frames = (page.Contents ?? []).map(({ Key }) => parse(Key ?? "")).filter((frame) => frame !== null);
    return { frames, isEnd: page.IsTruncated !== true };
  };

  return {
    async putFrame(frame, jpeg, signal) {
      const sha256 = createHash("sha256").update(jpeg).digest("hex");
      const object = { contentType: "image/jpeg", cacheControl: CACHE_CONTROL, metadata: { sha256 }, sha256 };
      const Key = frameKey(frame);
      if (await putOnce({ ...object, key: Key, body: jpeg }, signal)) return "stored";
      const head = await attempt("head", () =>
        client.send(new HeadObjectCommand({ Bucket: bucket, Key }), { abortSignal: signal }),
      );
      return head.Metadata?.sha256 === sha256 ? "same" : "other";
    },

    async putPreview(frame, webp, signal) {
      const object = { contentType: "image/webp", cacheControl: CACHE_CONTROL };
      await putOnce({ ...object, key: previewKey(frame), body: webp }, signal);
    },

    async putFact(fact, signal, remark = null) {
      const beside = remark === null ? {} : { metadata: { remark } };
      await putOnce({ key: factKey(fact), body: new Uint8Array(), ...beside }, signal);
    },

    async remarkOf(Key, signal) {
      try {
        const command = new HeadObjectCommand({ Bucket: bucket, Key });
        return (await client.send(command, { abortSignal: signal })).Metadata?.remark ?? null;
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw new StoreError("head", error);
      }
    },

    listFacts: createFactLister(list),

    async listFrames(stream, from, count, signal) {
      return (await listPictures({ stream, kind: "frame" }, from, count, signal)).frames;
    },

    listPictures,

    probe: createProbe({ client, bucket, putOnce, list }),
    probeReading: createReadingProbe({ client, bucket, list }),

    async deleteFacts(keys, signal) {
      await Promise.all(
        keys.map((Key) =>
          attempt("delete", async () => {
            if (await direct.delete(Key, signal)) return;
            await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }), { abortSignal: signal });
          }),
        ),
      );
    },

    pictureUrl({ frame, kind }, now) {
      return signUrl(kind === "frame" ? frameKey(frame) : previewKey(frame), now);
    },

    downloadUrl: (frame, now) => signUrl(frameKey(frame), now, attachmentOf(frame)),
  };
}

function queryOf({ Prefix, StartAfter, ContinuationToken, MaxKeys }: ListRequest): Record<string, string> {
  return {
    ...(Prefix === undefined ? {} : { prefix: Prefix }),
    ...(StartAfter === undefined ? {} : { "start-after": StartAfter }),
    ...(ContinuationToken === undefined ? {} : { "continuation-token": ContinuationToken }),
    ...(MaxKeys === undefined ? {} : { "max-keys": String(MaxKeys) }),
  };
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
