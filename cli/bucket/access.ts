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
import { type StoreFault, toStoreFault } from "./fault.ts";

/** Not a key of the layout, so that no reader takes it for an entry or a picture. */
const PROBE = "livewall-doctor";

/** The prefixes of pictures. */
const SHOWN = ["log/", "previews/"];

const ANSWER_DEADLINE_MS = 10_000;

export type Need = { readonly what: string; readonly role: Role; readonly fault: StoreFault | null };

/** Tries what the keys may do with a bucket. It leaves at most one empty object below each prefix. */
export function createBucketAccess(client: S3Client, Bucket: string) {
  const put = (Key: string, Body: Uint8Array = new Uint8Array()) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, IfNoneMatch: "*" }));
  const remove = (Key: string) => client.send(new DeleteObjectCommand({ Bucket, Key }));
  const head = (Key: string) => client.send(new HeadObjectCommand({ Bucket, Key }));
  const listOne = (Prefix: string) => client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
  const presign = (Key: string) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn: 300 });
  const toPlainUrl = async (Key: string) => (await presign(Key)).split("?", 1)[0] ?? "";

  /** Without any keys, of an existing object: a policy may open one part of the bucket alone. */
  async function mayReadBelow(prefix: string): Promise<boolean> {
    const Key = (await listOne(prefix)).Contents?.[0]?.Key;
    return Key !== undefined && (await isOpen(await toPlainUrl(Key)));
  }

  async function tryNeed(role: Role, what: string, work: () => Promise<unknown>): Promise<Need> {
    try {
      await work();
      return { role, what, fault: null };
    } catch (error) {
      return { role, what, fault: isAllowed(error) ? null : toStoreFault(error) };
    }
  }

  return {
    /** Each right that the roles need, with the fault where it is missing. */
    async needs(roles: readonly Role[]): Promise<Need[]> {
      const needs: Need[] = [];
      // One after the other: what is put first is read and deleted later.
      for (const role of roles) {
        needs.push(await tryNeed(role, "list the bucket (s3:ListBucket)", () => listOne("log/")));
        const tries = [
          ["put", "s3:PutObject", RIGHTS[role].put, put],
          ["read", "s3:GetObject", RIGHTS[role].get, head],
          ["delete", "s3:DeleteObject", RIGHTS[role].delete, remove],
        ] as const;
        for (const [verb, action, prefixes, work] of tries) {
          for (const prefix of prefixes) {
            const what = `${verb} ${prefix}/ (${action})`;
            needs.push(await tryNeed(role, what, () => work(`${prefix}/${PROBE}`)));
          }
        }
      }
      return needs;
    },

    /** Whether these keys may delete pictures and entries of the log, which no role needs. It removes the probes. */
    async mayDeletePictures(): Promise<boolean> {
      const written = RIGHTS.receiver.put.filter((prefix) => prefix !== "health");
      const tries = await Promise.allSettled(written.map((prefix) => remove(`${prefix}/${PROBE}`)));
      return tries.some(({ status }) => status === "fulfilled");
    },

    /** The rights of requests without keys. Throws where the store does not answer. */
    async openness() {
      const key = `health/${PROBE}-open`;
      const url = await toPlainUrl(key);
      const bucketUrl = url.slice(0, -key.length);
      // Something to read must be there: an absent object is refused like a private one.
      await put(key).catch(() => undefined);
      const [list, ...reads] = await Promise.all([
        isOpen(`${bucketUrl}?list-type=2&max-keys=1`),
        isOpen(url),
        ...SHOWN.map(mayReadBelow),
      ]);
      const strangers = `${key}-to-strangers`;
      const write = await isOpen(bucketUrl + strangers, "PUT");
      await Promise.all([remove(key), ...(write ? [remove(strangers)] : [])]).catch(() => undefined);
      return { read: reads.some(Boolean), list, write };
    },

    /** By how much the store's clock is ahead of ours, ms; null when it does not tell. */
    async clockAheadMs(): Promise<number | null> {
      const asked = Date.now();
      const response = await fetchWithoutKeys(await toPlainUrl(`health/${PROBE}`));
      const date = Date.parse(response.headers.get("date") ?? "");
      // The header has whole seconds, cut off; the answer was on its way for about half the time.
      return Number.isNaN(date) ? null : date + 500 - (asked + Date.now()) / 2;
    },
  };
}

/** Whether the object is absent or exists already: only allowed requests learn so much. */
function isAllowed(error: unknown): boolean {
  if (!(error instanceof S3ServiceException) || error.name === "NoSuchBucket") return false;
  return error.$metadata.httpStatusCode === 404 || error.$metadata.httpStatusCode === 412;
}

async function isOpen(url: string, method?: "PUT"): Promise<boolean> {
  return (await fetchWithoutKeys(url, method)).ok;
}

async function fetchWithoutKeys(url: string, method: "GET" | "PUT" = "GET"): Promise<Response> {
  const response = await fetch(url, {
    method,
    ...(method === "PUT" ? { body: "" } : {}),
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
  });
  await response.body?.cancel();
  return response;
}
