import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { createStoreClock } from "#lib/store/clock.ts";
import { createRequests } from "#lib/store/requests.ts";
import { toAttachment } from "#lib/store/s3-store.ts";

const BODY = Buffer.from("a picture");
const KEY = "log/20261123/1533/08.123,ZG6NWV,it's%20(a)*!~%2F漢,feed-1,1x2,source=.jpg";
const NOW = Date.UTC(2026, 10, 23, 15);
const AWS: StoreSettings = {
  bucket: "pictures",
  region: "eu-central-1",
  endpoint: null,
  credentials: { accessKeyId: "id", secretAccessKey: "key", sessionToken: "session" },
  checksums: "WHEN_SUPPORTED",
};

type Request = Readonly<Record<"protocol" | "hostname" | "method" | "path", string>> & {
  readonly port?: number;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};
type Answer = {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const STORED: Answer & { readonly headers: object } = { statusCode: 200, headers: { etag: '"1"' } };
const EMPTY_LIST = {
  statusCode: 200,
  body: "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>",
};
const inTime = () => AbortSignal.timeout(5_000);

/** A client whose requests get these answers, the last one again and again. */
function connect(settings: StoreSettings, ...answers: readonly (Answer | Error)[]) {
  const client = createClient(settings);
  const requests: Request[] = [];
  client.config.requestHandler.handle = (request: Request) => {
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1] ?? STORED;
    if (answer instanceof Error) return Promise.reject(answer);
    const body = Readable.from(answer.body === undefined ? [] : [Buffer.from(answer.body)]);
    return Promise.resolve({ response: { headers: {}, ...answer, body } });
  };
  const clock = createStoreClock(() => NOW);
  return { client, requests, ...createRequests(client, settings.bucket, clock) };
}

/** A request without the headers that change from one to the next, and those of the SDK's own making. */
function normalize({ headers, query, ...request }: Request) {
  const volatile = /^(x-amz-date|authorization|amz-sdk-.*|(x-amz-)?user-agent|x-amz-sdk-checksum-algorithm)$/;
  const kept = Object.entries(headers).filter(([name]) => !volatile.test(name));
  const scope = /Credential=id\/\d{8}(\/\S+),/.exec(headers.authorization ?? "")?.[1];
  const { protocol, hostname, port, method, path, body } = request;
  const parameters = Object.entries(query ?? {}).filter(([name]) => name !== "x-id");
  const sent = { protocol, hostname, port, method, path, body, scope };
  return { ...sent, query: parameters.sort(), headers: Object.fromEntries(kept.sort()) };
}

describe("a direct request is what the SDK would send", () => {
  test.each<[string, Partial<StoreSettings>]>([
    ["to AWS", {}],
    ["to a bucket of AWS whose name has dots", { bucket: "pictures.example.com" }],
    ["to AWS in China", { region: "cn-north-1" }],
    ["to AWS without checksums", { checksums: "WHEN_REQUIRED" }],
    ["to another store", { endpoint: "https://s3.example.com", checksums: "WHEN_REQUIRED" }],
    ["to a store with the bucket in its host", { endpoint: "http://oss.test:81/a", addressing: "virtual" }],
    ["to a bucket in a path of AWS", { addressing: "path" }],
    ["to a store below a path and at a port", { endpoint: "http://127.0.0.1:9000/local/s3", region: "auto" }],
  ])("%s", async (_what, overrides) => {
    const settings = { ...AWS, ...overrides };
    const { client, requests, putOnce, list } = connect(settings, STORED, STORED, STORED, STORED, EMPTY_LIST);
    const { bucket: Bucket } = settings;
    const metadata = { sha256: "00", look: "a b" };
    const object = { key: KEY, body: BODY, contentType: "image/webp", cacheControl: "private", metadata };
    expect(await putOnce(object, inTime())).toEqual({ result: "created", at: NOW });
    const put = { ContentType: "image/webp", CacheControl: "private", Metadata: metadata, IfNoneMatch: "*" };
    await client.send(new PutObjectCommand({ ...put, Bucket, Key: KEY, Body: BODY }));
    await putOnce({ key: KEY, body: new Uint8Array() }, inTime());
    await client.send(new PutObjectCommand({ Bucket, Key: KEY, Body: new Uint8Array(), IfNoneMatch: "*" }));
    const query = { Prefix: "previews/it's (a)*/", Delimiter: "/", ContinuationToken: "a/b+c=", MaxKeys: 7 };
    expect(await list(query, inTime())).toEqual({ objects: [], folders: [], next: null });
    await client.send(new ListObjectsV2Command({ Bucket, ...query }));
    const sent = requests.map(normalize);
    for (const at of [0, 2, 4]) expect(sent[at]).toEqual(sent[at + 1]);
    expect(sent).toHaveLength(6);
  });
});

describe("a put", () => {
  const date = { date: "Mon, 23 Nov 2026 15:33:08 GMT" };
  const at = Date.UTC(2026, 10, 23, 15, 33, 8);
  test.each<[string, readonly (Answer | Error)[], object]>([
    ["an ETag", [{ ...STORED, headers: { ...STORED.headers, ...date } }], { result: "created", at }],
    ["412", [{ statusCode: 412, headers: date }], { result: "exists", at }],
    ["403 and then an ETag", [{ statusCode: 403 }, STORED], { result: "created", at: NOW }],
    ["409 and then 412", [{ statusCode: 409 }, { statusCode: 412 }], { result: "exists", at: NOW }],
    ["503 and then 412", [{ statusCode: 503 }, { statusCode: 412 }], { result: "unsure", at: NOW }],
    ["a reset and then 412", [new Error("reset"), { statusCode: 412 }], { result: "unsure", at: NOW }],
  ])("answered with %s", async (_, answers, expected) => {
    const { requests, putOnce } = connect(AWS, ...answers);
    expect(await putOnce({ key: "k", body: BODY }, inTime())).toEqual(expected);
    expect(requests).toHaveLength(answers.length);
  });

  test("fails when the answer has no ETag", async () => {
    const put = connect(AWS, { statusCode: 200 }).putOnce({ key: "k", body: BODY }, inTime());
    await expect(put).rejects.toThrow("put failed: Error: what answered is no object store");
  });

  test("signs a known hash of the body", async () => {
    const { requests, putOnce } = connect(AWS);
    const sha256 = createHash("sha256").update("something else").digest("hex");
    await putOnce({ key: "k", body: BODY, sha256 }, inTime());
    await putOnce({ key: "k", body: BODY }, inTime());
    const hashes = requests.map(({ headers }) => headers["x-amz-content-sha256"]);
    expect(hashes).toEqual([sha256, createHash("sha256").update(BODY).digest("hex")]);
  });

  test("is signed at the SDK's corrected time", async () => {
    const { client, requests, putOnce } = connect(AWS);
    client.config.systemClockOffset = 3 * 3_600_000;
    await putOnce({ key: "k", body: BODY }, inTime());
    const hour = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 13).replaceAll("-", "");
    expect(requests[0]?.headers["x-amz-date"]).toContain(hour);
  });

  test("leaves S3 Express to the SDK", async () => {
    const { requests, putOnce } = connect({ ...AWS, bucket: "pictures--euc1-az1--x-s3" });
    await putOnce({ key: "k", body: BODY }, inTime()).catch(() => undefined);
    expect(requests[0]?.query).toHaveProperty("session");
  });
});

test.each([{ statusCode: 503 }, { statusCode: 200, body: "<html>" }])(
  "a list is asked again through the SDK after %j",
  async (answer) => {
    const { requests, list } = connect(AWS, answer, EMPTY_LIST);
    expect(await list({ Prefix: "" }, inTime())).toMatchObject({ objects: [] });
    expect(requests).toHaveLength(2);
  },
);

test("requests end with their signal", async () => {
  const { putOnce, list } = connect(AWS, new Error("aborted"));
  const ended = AbortSignal.abort(new Error("too late"));
  await expect(putOnce({ key: "k", body: BODY }, ended)).rejects.toThrow("too late");
  await expect(list({}, ended)).rejects.toThrow("too late");
});

test("the body of an answer ends with the signal", async () => {
  const { client, putOnce } = connect(AWS);
  const ended = new AbortController();
  client.config.requestHandler.handle = (_request: Request, options?: { abortSignal?: unknown }) => {
    expect(options?.abortSignal).toBe(ended.signal);
    setImmediate(() => ended.abort(new Error("too late")));
    return Promise.resolve({ response: { ...STORED, body: new Readable({ read: () => undefined }) } });
  };
  await expect(putOnce({ key: "k", body: BODY }, ended.signal)).rejects.toThrow("too late");
});

test("a saved frame is named by its stream and time, without a path and special characters", () => {
  const time = Date.parse("2026-11-24T14:05:00.123Z");
  const toHeader = (name: string) => toAttachment({ stream: { account: "A1", name }, feed: "feed", time });
  expect(toHeader("Café del Mar")).toBe(
    `attachment; filename="Caf_ del Mar 2026-11-24T14-05-00.123Z.jpg"; ` +
      `filename*=UTF-8''Caf%C3%A9%20del%20Mar%202026-11-24T14-05-00.123Z.jpg`,
  );
  expect(toHeader('../../etc/"a"')).toContain('filename=".._.._etc_a_ 2026');
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 200 }), (name) => {
      const header = toHeader(name);
      expect(header).toMatch(/^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[\w%.~-]*$/);
      const [, full = ""] = /UTF-8''(.*)$/.exec(header) ?? [];
      expect(decodeURIComponent(full)).not.toMatch(/[\u0000-\u001f"*/:<>?\\|]/);
    }),
  );
});
