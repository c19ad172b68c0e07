// The properties of S3 that the design needs, asked of the store under test with the raw SDK.
import { randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { storeClient } from "../../support/store-client.ts";

const { client, bucket: Bucket } = storeClient();
const ownPrefix = () => `contract/${randomUUID()}/`;

function put(Key: string, body = "", more: Partial<PutObjectCommandInput> = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(body), ...more }));
}

/** The status of the answer, of an error too. */
async function statusOf(request: Promise<{ $metadata: { httpStatusCode?: number | undefined } }>) {
  const { $metadata } = await request.catch((error: unknown) => {
    if (error instanceof S3ServiceException) return error;
    throw error;
  });
  return $metadata.httpStatusCode ?? 0;
}

/** A page of folders and keys below a prefix, without it. */
async function list(Prefix: string, more: Partial<ListObjectsV2CommandInput> = {}) {
  const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ...more }));
  const folders = (page.CommonPrefixes ?? []).map((folder) => folder.Prefix ?? "");
  const keys = (page.Contents ?? []).map(({ Key = "" }) => Key);
  const found = (folders.length > 0 ? [...folders, ...keys].sort() : keys).map((name) =>
    name.slice(Prefix.length),
  );
  return { ...page, found };
}

describe(`the store (${process.env.STORE_KIND ?? "of the environment"})`, () => {
  test("lets exactly one of 16 racers write a key once", async () => {
    const key = `${ownPrefix()}once`;
    const racers = Array.from({ length: 16 }, (_, racer) => `racer ${racer}`);
    const write = (body: string) => statusOf(put(key, body, { IfNoneMatch: "*" }));
    const statuses = await Promise.all(racers.map(write));
    const winners = racers.filter((_, racer) => statuses[racer] === 200);
    expect(winners).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 409, 412].includes(status))).toEqual([]);
    expect(await write("later")).toBe(412);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    expect(await Body?.transformToString()).toBe(winners[0]);
  });

  test("lists by the bytes of the key, whatever is percent-encoded in it, and after any key", async () => {
    const prefix = ownPrefix();
    const plain = ["a-b", "a,b", "a.b", "a/b", "a=/b", "aB", "a_b", "ab"];
    const names = [...plain, "a%20b", "a%2Fb", "%C3%A9", "%2E%2E"];
    await Promise.all(names.map((name) => put(prefix + name)));
    const sorted = names.toSorted();
    expect((await list(prefix)).found).toEqual(sorted);
    for (const [n, name] of sorted.entries()) {
      const page = await list(prefix, { StartAfter: prefix + name, MaxKeys: 2 });
      expect(page.found).toEqual(sorted.slice(n + 1, n + 3));
    }
  });

  test("lists folders and keys by delimiter, each once, in pages, after a key", async () => {
    const prefix = ownPrefix();
    const names = ["a/1", "a/2", "b=/c/1", "d", "e/1", "e/2", "f,g/1"];
    await Promise.all(names.map((name) => put(prefix + name)));
    const page = (more: Partial<ListObjectsV2CommandInput>) => list(prefix, { Delimiter: "/", ...more });
    const all = ["a/", "b=/", "d", "e/", "f,g/"];
    expect(await page({})).toMatchObject({ found: all, KeyCount: 5 });
    // StartAfter need not be a key that exists.
    expect((await page({ StartAfter: `${prefix}b` })).found).toEqual(all.slice(1));
    expect((await page({ StartAfter: `${prefix}e` })).found).toEqual(all.slice(3));
    const first = await page({ MaxKeys: 2 });
    const second = await page({ MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    const third = await page({ MaxKeys: 2, ContinuationToken: second.NextContinuationToken });
    expect([first, second, third].flatMap(({ found }) => found)).toEqual(all);
    expect(third.IsTruncated).toBe(false);
  });

  test("shows a write and a delete in the very next list, and lets a delete be repeated", async () => {
    const prefix = ownPrefix();
    const remove = () => client.send(new DeleteObjectCommand({ Bucket, Key: `${prefix}entry` }));
    await put(`${prefix}entry`);
    expect((await list(prefix)).found).toEqual(["entry"]);
    expect(await statusOf(remove())).toBe(204);
    expect((await list(prefix)).found).toEqual([]);
    expect(await statusOf(remove())).toBe(204);
  });
});

test("a presigned URL is refused when its key, lifetime or signature is changed, and when it has expired", async () => {
  const prefix = ownPrefix();
  await put(`${prefix}mine`, "mine");
  await put(`${prefix}other`, "other");
  const sign = (signingDate: Date) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket, Key: `${prefix}mine` }), {
      expiresIn: 60,
      signingDate,
    });
  const url = await sign(new Date());
  const forged = [
    url.replace("/mine?", "/other?"),
    url.replace("X-Amz-Expires=60", "X-Amz-Expires=600000"),
    url.replace(/X-Amz-Signature=./, (start) => start.slice(0, -1) + (start.endsWith("0") ? "1" : "0")),
    await sign(new Date(Date.now() - 120_000)),
  ];
  for (const [index, badUrl] of forged.entries()) {
    expect(badUrl).not.toBe(url);
    const answer = await fetch(badUrl);
    expect([400, 401, 403], `forgery ${index}`).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/^(mine|other)$/);
  }
  expect(await (await fetch(url)).text()).toBe("mine");
});
