import { randomBytes, randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { RIGHTS, type Role } from "./policy.ts";
import { type StoreFault, storeFault } from "./fault.ts";

/** Below each prefix, and no key of the layout: no reader takes it for an entry or a picture. */
const PROBE = "livewall-doctor";

/** The prefixes of pictures. */
const SHOWN = ["log/", "previews/"];

/** As large as a picture that is rich in detail, and over the 2 MB from which the SDK sends differently. */
const ROUND_TRIP_BYTES = 3_000_000;

export type Need = { readonly what: string; readonly role: Role; readonly fault: StoreFault | null };

export type Openness = {
  readonly read: boolean;
  readonly list: boolean;
  readonly write: boolean;
};

/** What the keys may do with the bucket, tried out. It leaves at most one empty object below each prefix. */
export type BucketAccess = {
  /** Each thing that the roles need, with what stood against it. */
  readonly needs: (roles: readonly Role[]) => Promise<Need[]>;
  /** Whether these keys may delete pictures and entries of the log, which no role needs. It clears the probes away. */
  readonly mayDeletePictures: () => Promise<boolean>;
  /** What anybody may do who has no keys. Throws where the store does not answer. */
  readonly openness: () => Promise<Openness>;
  /** Puts what looks like a frame, and reads it back by a presigned URL, as a browser does. */
  readonly roundTrip: () => Promise<"same" | "changed" | "refused">;
  /** By how much the store's clock is ahead of ours, ms; null when it does not tell. */
  readonly clockAheadMs: () => Promise<number | null>;
};

export function createBucketAccess(client: S3Client, Bucket: string): BucketAccess {
  const put = (Key: string, Body: Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: "*" }));
  const remove = (Key: string) => client.send(new DeleteObjectCommand({ Bucket, Key }));
  const head = (Key: string) => client.send(new HeadObjectCommand({ Bucket, Key }));
  const presign = (Key: string) => {
    return getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 300 });
  };
  const plainUrl = async (Key: string) => (await presign(Key)).split("?", 1)[0] ?? "";

  /** Without any keys, of what is there: a policy may open one part of the bucket alone. */
  async function mayReadBelow(Prefix: string): Promise<boolean> {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    const Key = Contents[0]?.Key;
    return Key !== undefined && (await isOpen(await plainUrl(Key)));
  }

  async function attempt(role: Role, what: string, work: () => Promise<unknown>): Promise<Need> {
    try {
      await work();
      return { role, what, fault: null };
    } catch (error) {
      return { role, what, fault: isAnswerOfTheAllowed(error) ? null : storeFault(error) };
    }
  }

  return {
    async needs(roles) {
      const needs: Need[] = [];
      // One after the other: what is put first is read and deleted later.
      for (const role of roles) {
        const list = () => client.send(new ListObjectsV2Command({ Bucket, Prefix: "log/", MaxKeys: 1 }));
        needs.push(await attempt(role, "list the bucket (s3:ListBucket)", list));
        const tries: readonly [string, string, readonly string[], (key: string) => Promise<unknown>][] = [
          ["put", "s3:PutObject", RIGHTS[role].put, (key) => put(key, new Uint8Array())],
          ["read", "s3:GetObject", RIGHTS[role].get, head],
          ["delete", "s3:DeleteObject", RIGHTS[role].delete, remove],
        ];
        for (const [verb, action, prefixes, work] of tries) {
          for (const prefix of prefixes) {
            const what = `${verb} ${prefix}/ (${action})`;
            needs.push(await attempt(role, what, () => work(`${prefix}/${PROBE}`)));
          }
        }
      }
      return needs;
    },

    async mayDeletePictures() {
      const written = RIGHTS.receiver.put.filter((prefix) => prefix !== "health");
      const tries = await Promise.allSettled(written.map((prefix) => remove(`${prefix}/${PROBE}`)));
      return tries.some(({ status }) => status === "fulfilled");
    },

    async openness() {
      const key = `health/${PROBE}-open`;
      const url = await plainUrl(key);
      const bucketUrl = url.slice(0, -key.length);
      // Something to read must be there: what is absent is refused as what is private.
      await put(key, new Uint8Array()).catch(() => undefined);
      const [list, ...reads] = await Promise.all([
        isOpen(`${bucketUrl}?list-type=2&max-keys=1`),
        isOpen(url),
        ...SHOWN.map(mayReadBelow),
      ]);
      const read = reads.some(Boolean);
      const strangers = `${key}-to-strangers`;
      const write = await isOpen(bucketUrl + strangers, "PUT");
      await Promise.all([remove(key), ...(write ? [remove(strangers)] : [])]).catch(() => undefined);
      return { read, list, write };
    },

    async roundTrip() {
      const key = `health/${PROBE}-${randomUUID()}`;
      const bytes = randomBytes(ROUND_TRIP_BYTES);
      await put(key, bytes);
      try {
        const response = await fetch(await presign(key), { signal: AbortSignal.timeout(ANSWER_DEADLINE_MS) });
        const read = Buffer.from(await response.arrayBuffer());
        if (!response.ok) return "refused";
        return read.equals(bytes) ? "same" : "changed";
      } finally {
        await remove(key).catch(() => undefined);
      }
    },

    async clockAheadMs() {
      const asked = Date.now();
      const response = await plainFetch(await plainUrl(`health/${PROBE}`));
      const date = Date.parse(response.headers.get("date") ?? "");
      // The header has whole seconds, cut off; the answer was on its way for about half the time.
      return Number.isNaN(date) ? null : date + 500 - (asked + Date.now()) / 2;
    },
  };
}

const ANSWER_DEADLINE_MS = 10_000;

/** Absent, or there already: only who is allowed learns so much. */
function isAnswerOfTheAllowed(error: unknown): boolean {
  if (!(error instanceof S3ServiceException) || error.name === "NoSuchBucket") return false;
  return error.$metadata.httpStatusCode === 404 || error.$metadata.httpStatusCode === 412;
}

async function isOpen(url: string, method: "GET" | "PUT" = "GET"): Promise<boolean> {
  return (await plainFetch(url, method)).ok;
}

/** Without any keys. */
async function plainFetch(url: string, method: "GET" | "PUT" = "GET"): Promise<Response> {
  const response = await fetch(url, {
    method,
    ...(method === "PUT" ? { body: "" } : {}),
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
  });
  await response.body?.cancel();
  return response;
}
