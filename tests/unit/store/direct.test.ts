import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { createDirect, type PutAnswer } from "#lib/store/direct.ts";

const BODY = Buffer.from("a picture");
const KEY = "log/20261123/1533/08.123,ZG6NWV,it's%20(a)*!~%2F漢,feed-1,1x2,source=.jpg";
const AWS: StoreSettings = {
  bucket: "pictures",
  region: "eu-central-1",
  endpoint: null,
  credentials: { accessKeyId: "id", secretAccessKey: "key", sessionToken: "session" },
  checksums: "WHEN_SUPPORTED",
};

type Request = {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};
type Answer = {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** A client whose requests are signed and go nowhere. */
function captured(settings: StoreSettings, answer: Answer | Error = PUT_ANSWER) {
  const client = createClient(settings);
  const requests: Request[] = [];
  client.config.requestHandler.handle = (request: Request) => {
    requests.push(request);
    if (answer instanceof Error) return Promise.reject(answer);
    const body = Readable.from(answer.body === undefined ? [] : [Buffer.from(answer.body)]);
    return Promise.resolve({ response: { headers: {}, ...answer, body } });
  };
  return { client, requests, direct: createDirect(client, settings.bucket) };
}

const PUT_ANSWER = { statusCode: 200, headers: { etag: '"1"' } };
const inTime = () => AbortSignal.timeout(5_000);

/** What of a request the store minds, without what changes from one to the next. */
function essence({ protocol, hostname, port, method, path, query, headers, body }: Request) {
  const { authorization = "" } = headers;
  const minded = Object.entries(headers).filter(
    ([name]) =>
      !/^(x-amz-date|authorization|amz-sdk-.*|(x-amz-)?user-agent|x-amz-sdk-checksum-algorithm)$/.test(name),
  );
  const scope = /Credential=id\/\d{8}(\/\S+),/.exec(authorization)?.[1];
  const asked = Object.entries(query ?? {}).filter(([name]) => name !== "x-id");
  return {
    protocol,
    hostname,
    port,
    method,
    path,
    query: asked.sort(),
    body,
    scope,
    headers: Object.fromEntries(minded.sort()),
  };
}

describe("a request that goes without the SDK's layers is what the SDK would send", () => {
  test.each<[string, Partial<StoreSettings>]>([
    ["to AWS", {}],
    ["to a bucket of AWS whose name has dots", { bucket: "pictures.example.com" }],
    ["to AWS in China", { region: "cn-north-1" }],
    ["to AWS without checksums", { checksums: "WHEN_REQUIRED" }],
    ["to another store", { endpoint: "https://s3.example.com", checksums: "WHEN_REQUIRED" }],
    ["to a store below a path and at a port", { endpoint: "http://127.0.0.1:9000/local/s3", region: "auto" }],
  ])("%s", async (_what, overrides) => {
    const settings = { ...AWS, ...overrides };
    const { client, requests, direct } = captured(settings);
    const { bucket: Bucket } = settings;
    const metadata = { sha256: "00", look: "a b" };
    const object = { key: KEY, body: BODY, contentType: "image/webp", cacheControl: "private", metadata };
    expect(await direct.put(object, inTime())).toMatchObject({ result: "created" });
    const put = { ContentType: "image/webp", CacheControl: "private", Metadata: metadata, IfNoneMatch: "*" };
    await client.send(new PutObjectCommand({ ...put, Bucket, Key: KEY, Body: BODY }));
    await direct.put({ key: KEY, body: new Uint8Array() }, inTime());
    await client.send(new PutObjectCommand({ Bucket, Key: KEY, Body: new Uint8Array(), IfNoneMatch: "*" }));
    const [prefix, token] = ["previews/it's (a)*/", "a/b+c="];
    const query = { prefix, delimiter: "/", "continuation-token": token, "max-keys": "7" };
    await direct.list(query, inTime());
    const list = { Prefix: prefix, Delimiter: "/", ContinuationToken: token, MaxKeys: 7 };
    await client.send(new ListObjectsV2Command({ Bucket, ...list }));
    const essences = requests.map(essence);
    for (const at of [0, 2, 4]) expect(essences[at]).toEqual(essences[at + 1]);
    expect(essences).toHaveLength(6);
  });
});

describe("an answer", () => {
  const put = (answer: Answer | Error) =>
    captured(AWS, answer).direct.put({ key: "k", body: BODY }, inTime());
  const list = (body: string, statusCode = 200) =>
    captured(AWS, { statusCode, body }).direct.list({}, inTime());
  const empty = "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";

  test.each<[PutAnswer["result"], Answer | Error]>([
    ["created", PUT_ANSWER],
    ["taken", { statusCode: 412 }],
    ["refused", { statusCode: 200 }],
    ["refused", { statusCode: 204 }],
    ["refused", { statusCode: 301 }],
    ["refused", { statusCode: 403 }],
    ["refused", { statusCode: 404 }],
    ["refused", { statusCode: 409 }],
    ["no answer", { statusCode: 500 }],
    ["no answer", { statusCode: 503 }],
    ["no answer", new Error("socket hang up")],
  ])("to a put means %s (%#)", async (result, answer) => {
    expect(await put(answer)).toEqual({ result, date: null });
  });

  test("tells the store's time", async () => {
    const headers = { etag: '"1"', date: "Mon, 23 Nov 2026 15:33:08 GMT" };
    const date = Date.UTC(2026, 10, 23, 15, 33, 8);
    expect(await put({ statusCode: 200, headers })).toEqual({ result: "created", date });
    expect(await put({ statusCode: 412, headers })).toEqual({ result: "taken", date });
  });

  test("to a list is read; anything else is left to the SDK", async () => {
    expect(await list(empty)).toEqual({ CommonPrefixes: [], Contents: [], KeyCount: 0, IsTruncated: false });
    expect(await list(empty, 503)).toBeNull();
    expect(await list("<html>")).toBeNull();
  });

  test("that comes too late is an error", async () => {
    const { direct } = captured(AWS, new Error("aborted"));
    const over = AbortSignal.abort(new Error("too late"));
    await expect(direct.put({ key: "k", body: BODY }, over)).rejects.toThrow("too late");
    await expect(direct.list({}, over)).rejects.toThrow("too late");
  });
});

test("a hash that is known is not taken twice, and is what is signed", async () => {
  const { requests, direct } = captured(AWS);
  const sha256 = createHash("sha256").update("something else").digest("hex");
  await direct.put({ key: "k", body: BODY, sha256 }, inTime());
  await direct.put({ key: "k", body: BODY }, inTime());
  const hashes = requests.map(({ headers }) => headers["x-amz-content-sha256"]);
  expect(hashes).toEqual([sha256, createHash("sha256").update(BODY).digest("hex")]);
});

test("a clock that the SDK found to be wrong is set right", async () => {
  const { client, requests, direct } = captured(AWS);
  client.config.systemClockOffset = 3 * 3_600_000;
  await direct.put({ key: "k", body: BODY }, inTime());
  const [, day, time] = /^(\d{4}\d{2}\d{2})T(\d{2})/.exec(requests[0]?.headers["x-amz-date"] ?? "") ?? [];
  const expected = new Date(Date.now() + 3 * 3_600_000).toISOString();
  expect([day, time]).toEqual([expected.slice(0, 10).replaceAll("-", ""), expected.slice(11, 13)]);
});

test("an answer that stops amid its body is waited for no longer than the signal says", async () => {
  const { client, direct } = captured(AWS);
  let given: unknown;
  const over = new AbortController();
  client.config.requestHandler.handle = (_request: Request, options?: { abortSignal?: unknown }) => {
    given = options?.abortSignal;
    setImmediate(() => over.abort(new Error("too late")));
    return Promise.resolve({ response: { ...PUT_ANSWER, body: new Readable({ read: () => undefined }) } });
  };
  await expect(direct.put({ key: "k", body: BODY }, over.signal)).rejects.toThrow("too late");
  expect(given).toBe(over.signal);
});

test("the SDK's own way is taken for a bucket that has sessions of its own", async () => {
  const { direct, requests } = captured({ ...AWS, bucket: "pictures--euc1-az1--x-s3" });
  expect(await direct.put({ key: "k", body: BODY }, inTime())).toMatchObject({ result: "no answer" });
  expect(requests.filter(({ method }) => method === "PUT")).toEqual([]);
});
