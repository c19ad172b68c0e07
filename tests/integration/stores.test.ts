// What the design asks of a store, asked of a real one with the raw SDK.
import { randomUUID } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import { storeClient } from "../support/store-client.ts";

const { client, bucket } = storeClient();
const ownPrefix = () => `contract/${randomUUID()}/`;

function put(key: string, body = "", more: Partial<PutObjectCommandInput> = {}) {
  return client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body), ...more }));
}

/** The status of the answer, of a refusal too. */
async function statusOf(request: Promise<{ $metadata: { httpStatusCode?: number | undefined } }>) {
  const { $metadata } = await request.catch((error: unknown) => {
    if (error instanceof S3ServiceException) return error;
    throw error;
  });
  return $metadata.httpStatusCode ?? 0;
}

async function listPages(request: Omit<ListObjectsV2CommandInput, "Bucket">): Promise<string[][]> {
  const pages: string[][] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ ...request, Bucket: bucket, ContinuationToken: token }),
    );
    pages.push((page.Contents ?? []).map(({ Key = "" }) => Key));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return pages;
}

describe(`the store (${process.env.STORE_KIND ?? "of the environment"})`, () => {
  it("lets exactly one of 16 racers write a key once", async () => {
    const key = `${ownPrefix()}once`;
    const racers = Array.from({ length: 16 }, (_, racer) => `racer ${racer}`);
    const statuses = await Promise.all(racers.map((body) => statusOf(put(key, body, { IfNoneMatch: "*" }))));

    const winners = racers.filter((_, racer) => statuses[racer] === 200);
    expect(winners).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 409, 412].includes(status))).toEqual([]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(await Body?.transformToString()).toBe(winners[0]);
  });

  it("answers 412 to a second writer, and keeps what the first one wrote", async () => {
    const key = `${ownPrefix()}twice`;
    await put(key, "first", { IfNoneMatch: "*" });
    expect(await statusOf(put(key, "second", { IfNoneMatch: "*" }))).toBe(412);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(await Body?.transformToString()).toBe("first");
  });

  it("lists more than a thousand keys by token: each once, in order, under one prefix, after a key", async () => {
    const prefix = ownPrefix();
    const keys = Array.from({ length: 1_050 }, (_, n) => `${prefix}k/${String(n).padStart(5, "0")}=x,1x1`);
    const left = [...keys, `${prefix}k0`, `${prefix}j/99999`].reverse();
    const writeAll = async () => {
      for (let key = left.pop(); key !== undefined; key = left.pop()) await put(key);
    };
    await Promise.all(Array.from({ length: 16 }, writeAll));

    const pages = await listPages({ Prefix: `${prefix}k/` });
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(keys);
    expect((await listPages({ Prefix: `${prefix}k/`, MaxKeys: 300 })).flat()).toEqual(keys);
    // StartAfter need not be a key that exists.
    const after = await listPages({ Prefix: `${prefix}k/`, StartAfter: `${prefix}k/01030~` });
    expect(after.flat()).toEqual(keys.slice(1_031));
  });

  it("lists by the bytes of the key, whatever is percent-encoded in it", async () => {
    const prefix = ownPrefix();
    const names = [
      "a%20b",
      "a%2Fb",
      "a-b",
      "a,b",
      "a.b",
      "a/b",
      "a=/b",
      "aB",
      "a_b",
      "ab",
      "%C3%A9",
      "%2E%2E",
    ];
    for (const name of names) await put(prefix + name);
    const listed = (await listPages({ Prefix: prefix })).flat();
    expect(listed).toEqual(names.sort().map((name) => prefix + name));
  });

  it("lists folders and keys by delimiter, each once, in pages, after a key", async () => {
    const prefix = ownPrefix();
    const names = ["a/1", "a/2", "b=/c/1", "d", "e/1", "e/2", "f,g/1"];
    for (const name of names) await put(prefix + name);
    const list = async (more: Omit<ListObjectsV2CommandInput, "Bucket">) => {
      const command = new ListObjectsV2Command({ Prefix: prefix, Delimiter: "/", ...more, Bucket: bucket });
      const page = await client.send(command);
      const folders = (page.CommonPrefixes ?? []).map((folder) => folder.Prefix ?? "");
      const found = [...folders, ...(page.Contents ?? []).map(({ Key = "" }) => Key)];
      return { ...page, found: found.sort().map((name) => name.slice(prefix.length)) };
    };
    const all = ["a/", "b=/", "d", "e/", "f,g/"];
    expect(await list({})).toMatchObject({ found: all, KeyCount: 5 });
    expect((await list({ StartAfter: `${prefix}b` })).found).toEqual(all.slice(1));
    expect((await list({ StartAfter: `${prefix}e` })).found).toEqual(all.slice(3));
    const first = await list({ MaxKeys: 2 });
    const second = await list({ MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    const third = await list({ MaxKeys: 2, ContinuationToken: second.NextContinuationToken });
    expect([first, second, third].flatMap(({ found }) => found)).toEqual(all);
    expect(third.IsTruncated).toBe(false);
  });

  it("shows a write and a delete in the very next list, and lets a delete be repeated", async () => {
    const prefix = ownPrefix();
    const key = `${prefix}entry`;
    const remove = () => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    await put(key);
    expect((await listPages({ Prefix: prefix })).flat()).toEqual([key]);
    expect(await statusOf(remove())).toBe(204);
    expect((await listPages({ Prefix: prefix })).flat()).toEqual([]);
    expect(await statusOf(remove())).toBe(204);
  });

  it("gives back type, caching and metadata as they were put, and the time of arrival", async () => {
    const key = `${ownPrefix()}frame.jpg`;
    const object = {
      ContentType: "image/jpeg",
      CacheControl: "private, max-age=31536000, immutable",
      Metadata: { sha256: "0".repeat(64), width: "1920" },
    };
    await put(key, "bytes", object);
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    expect(head).toMatchObject({ ...object, ContentLength: 5 });
    expect(Math.abs(Date.now() - (head.LastModified?.getTime() ?? 0))).toBeLessThan(60_000);
  });
});

describe("a presigned URL", () => {
  const get = async (url: string) => {
    const response = await fetch(url);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const sign = (key: string, expiresIn: number, signingDate: Date) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn, signingDate });
  const object = { ContentType: "image/webp", CacheControl: "private, max-age=31536000, immutable" };
  const refusals = [400, 401, 403];

  it("opens the object to a plain GET, with its own headers, and is the same at every signing", async () => {
    const key = `${ownPrefix()}a%2Fb/preview.webp`;
    await put(key, "picture", object);
    const tenMinutesAgo = new Date(Date.now() - 600_000);
    const url = await sign(key, 1_800, tenMinutesAgo);
    expect(await sign(key, 1_800, tenMinutesAgo)).toBe(url);
    const { status, headers, text } = await get(url);
    expect({ status, text }).toEqual({ status: 200, text: "picture" });
    expect(headers.get("content-type")).toBe(object.ContentType);
    expect(headers.get("cache-control")).toBe(object.CacheControl);
  });

  it("is refused when its key, its lifetime or its signature is changed, and when it has expired", async () => {
    const prefix = ownPrefix();
    await put(`${prefix}mine`, "mine");
    await put(`${prefix}other`, "other");
    const url = await sign(`${prefix}mine`, 60, new Date());
    const forged = [
      url.replace("/mine?", "/other?"),
      url.replace("X-Amz-Expires=60", "X-Amz-Expires=600000"),
      url.replace(/X-Amz-Signature=./, (start) => start.slice(0, -1) + (start.endsWith("0") ? "1" : "0")),
      await sign(`${prefix}mine`, 60, new Date(Date.now() - 120_000)),
    ];
    for (const [index, badUrl] of forged.entries()) {
      expect(badUrl).not.toBe(url);
      const { status, text } = await get(badUrl);
      expect(refusals, `forgery ${index}`).toContain(status);
      expect(text).not.toMatch(/^(mine|other)$/);
    }
    expect((await get(url)).status).toBe(200);
  });
});
