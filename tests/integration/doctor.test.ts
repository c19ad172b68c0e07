import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import {
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { examine } from "../../cli/doctor/index.ts";
import { setUp } from "../../cli/setup/index.ts";
import { parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { Account, newSecret } from "../../scripts/provider/account.ts";
import { type Fault, type ProviderServer, startProviderServer } from "../../scripts/provider/server.ts";
import { Workplace } from "../support/command.ts";
import { jpegOf } from "../support/picture.ts";
import { newAccount, storeSettings, wallOf } from "../support/receiving.ts";
import { type ReceiverServer, startReceiverServer } from "../support/receiver-server.ts";
import { storeClient } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client, bucket: sharedBucket } = storeClient();

let provider: ProviderServer;
let app: ReceiverServer;
let place: Workplace;
let fault: ((method: string, path: string) => Fault | null) | null;
let bucket: string;

/** A deployment as the set-up leaves it, with its app running. */
beforeEach(async () => {
  fault = null;
  bucket = isCeph ? `doctor-${randomUUID()}` : sharedBucket;
  provider = await startProviderServer({
    account: new Account(newAccount()),
    draw: () => jpegOf(640, 360),
    fault: (method, path) => fault?.(method, path) ?? null,
  });
  app = await startReceiverServer({ store: { bucket } });
  place = new Workplace();
  const args = ["--bucket", bucket, "--url", app.url, "--create-token", "wall"];
  const { code, err } = await place.run(setUp, args, credentials());
  expect({ code, err }).toEqual({ code: 0, err: "" });
  app.accept([secret()]);
});
afterEach(async () => {
  await Promise.all([provider.stop(), app.stop()]);
  place.remove();
});

function credentials() {
  const { endpoint, credentials } = storeSettings();
  return {
    AWS_ENDPOINT_URL_S3: endpoint ?? "",
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
    ACCESS: "public",
  };
}

function secret(): string {
  return provider.account.webhooks[0]?.secret ?? "";
}

async function doctor(args: string[] = [], more: Record<string, string> = {}) {
  const written = parseEnv(readFileSync(place.file(".env.local"), "utf8"));
  const run = await place.run(examine, args, { ...credentials(), ...written, ...more });
  return { ...run, codes: [...run.out.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code) };
}

/** What a store by itself brings, however well all is: Miniflare lacks lifecycle rules; the keys of tests are wide. */
const ALWAYS = ["keys-wide", ...(isCeph ? [] : ["lifecycle-unknown"]), "test-hook-unasked"];

test("after a set-up all is well, and a tile is live", async () => {
  const token = provider.account.tokens[0]?.id ?? 0;
  const feed = provider.account.publish("camera", token, 300_000);
  await provider.hooks.sendThumbnail(feed);
  const { code, out, err, codes } = await doctor();
  expect({ err, codes }).toEqual({ err: "", codes: ALWAYS });
  expect(code).toBe(0);
  for (const check of [
    "settings",
    "store",
    "clock",
    "permissions",
    "privacy",
    "round trip",
    "provider",
    "webhook",
    "tokens",
    "address",
    "self-test",
    "feeds",
  ]) {
    expect(out).toMatch(new RegExp(`^ok    ${check} `, "m"));
  }
  for (const hidden of [secret(), provider.secret, credentials().AWS_SECRET_ACCESS_KEY]) {
    expect(out).not.toContain(hidden);
  }
  if (isCeph) return;
  const { tiles } = await wallOf(provider.account.id);
  expect(tiles).toMatchObject([{ stream: `${provider.account.id}/camera` }]);
  expect((await wallOf("livewall-doctor")).tiles).toEqual([]);
});

test("for a program it is one JSON document", async () => {
  provider.account.webhooks.length = 0;
  const { code, out } = await doctor(["--json"]);
  const summary = JSON.parse(out) as {
    ok: boolean;
    verdicts: { code: string; state: string; todo: string }[];
  };
  expect({ code, ok: summary.ok }).toEqual({ code: 1, ok: false });
  expect(summary.verdicts).toContainEqual(
    expect.objectContaining({
      code: "webhook-missing",
      state: "fail",
      todo: expect.stringContaining("npm run setup") as string,
    }),
  );
});

describe("the settings and the store", () => {
  test.each<[string, Record<string, string>, string]>([
    ["a secret that is none", { WEBHOOK_SECRET: "not base64!!" }, "settings-wrong"],
    ["an unknown key", { AWS_ACCESS_KEY_ID: "nobody" }, "store-credentials"],
    ["a wrong key", { AWS_SECRET_ACCESS_KEY: "nothing" }, "store-credentials"],
    ["no such bucket", { AWS_S3_BUCKET_NAME: "there-is-none" }, "store-missing"],
    ["nobody there", { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" }, "store-unreachable"],
  ])("%s", async (_, more, code) => {
    const run = await doctor([], more);
    expect(run.codes).toContain(code);
    expect(run.code).toBe(1);
  });

  test("nothing set at all is told, and is no crash", async () => {
    const { code, out, codes } = await place.run(examine, [], {}).then((run) => ({
      ...run,
      codes: [...run.out.matchAll(/\[([a-z-]+)\]$/gm)].map(([, found]) => found),
    }));
    expect(code).toBe(1);
    expect(codes).toEqual([
      "settings-wrong",
      "settings-wrong",
      "settings-wrong",
      "settings-wrong",
      "provider-unasked",
      "address-missing",
    ]);
    expect(out).toContain("WEBHOOK_SECRET is missing");
  });

  test.runIf(isCeph)("a bucket that is open to the world", async () => {
    await client.send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
    expect((await doctor()).codes).toContain("public-access-open");
    const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: ["s3:ListBucket", "s3:GetObject"], Resource },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    const { code, out } = await doctor();
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL {2}privacy +anybody may read, list$/m);
  });

  test.runIf(isCeph)("a part of the bucket that is open to the world", async () => {
    const token = provider.account.tokens[0]?.id ?? 0;
    await provider.hooks.sendThumbnail(provider.account.publish("camera", token));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket: bucket }));
    const Resource = [`arn:aws:s3:::${bucket}/previews/*`];
    const Statement = [{ Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource }];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    for (const args of [[], ["--role", "gallery"]]) {
      expect((await doctor(args)).out).toMatch(/^FAIL {2}privacy +anybody may read$/m);
    }
  });

  test("a secret that nobody signs with any more", async () => {
    const { code, codes, out } = await doctor([], { WEBHOOK_SECRET: `${secret()},b2xk` });
    expect({ code, codes }).toEqual({
      code: 0,
      codes: expect.arrayContaining(["secret-unused"]) as string[],
    });
    expect(out).toContain("number 2 of WEBHOOK_SECRET");
  });

  test.runIf(isCeph)("versions that nobody needs", async () => {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    expect((await doctor()).codes).toContain("versioning-on");
  });

  test.runIf(isCeph)("no lifecycle for some of it", async () => {
    await place.run(
      setUp,
      ["--bucket", bucket, "--skip-provider", "--keep-frames", "forever"],
      credentials(),
    );
    const { out, codes } = await doctor();
    expect(codes).toContain("lifecycle-missing");
    expect(out).toContain("kept for ever: frames");
  });
});

describe("the provider", () => {
  const webhook = () => {
    const [first] = provider.account.webhooks;
    if (first === undefined) throw new Error("The set-up has made no webhook.");
    return first;
  };

  test.each<[string, () => void, string, number]>([
    ["no webhook", () => void (provider.account.webhooks.length = 0), "webhook-missing", 1],
    [
      "one for another address",
      () => void (webhook().url = "https://x.example/api/thumbnails"),
      "webhook-missing",
      1,
    ],
    ["no thumbnails", () => void (webhook().isThumbnailHooks = false), "webhook-hooks", 1],
    ["no feeds hooks", () => void (webhook().isFeedHooks = false), "webhook-feeds", 0],
    ["a filter", () => void (webhook().filter = "^camera"), "webhook-filter", 0],
    ["another secret", () => void (webhook().secret = newSecret()), "webhook-secret", 1],
    [
      "two of them",
      () => void provider.account.addWebhook({ ...webhook(), id: 9_999 }),
      "webhook-doubled",
      0,
    ],
    ["no tokens", () => void (provider.account.tokens.length = 0), "tokens-none", 1],
    ["a token without thumbnails", () => void provider.account.addToken({ label: "b" }), "tokens-some", 0],
    [
      "a live feed without pictures",
      () => void provider.account.publish("dark", 1, 600_000),
      "feeds-silent",
      0,
    ],
  ])("%s", async (_, change, code, exit) => {
    change();
    const run = await doctor();
    expect(run.codes).toContain(code);
    expect(run.code).toBe(exit);
  });

  test("a disabled webhook: since when and why, and enabled again when asked", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    webhook().disabled = { until, reason: "Too many timeouts" };
    const before = await doctor();
    expect(before.codes).toContain("webhook-disabled");
    expect(before.out).toContain(`is disabled until ${until}: Too many timeouts`);
    expect(webhook().disabled).not.toBeNull();
    const after = await doctor(["--re-enable"]);
    expect({ code: after.code, codes: after.codes }).toEqual({ code: 0, codes: ALWAYS });
    expect(webhook().disabled).toBeNull();
  });

  test("a feed that is silent because its token has no thumbnails", async () => {
    const token = provider.account.addToken({ label: "off" });
    provider.account.publish("dark", token.id, 600_000);
    provider.account.publish("just begun", token.id);
    const { out, codes } = await doctor();
    expect(out).toContain(
      `/dark, feed ${provider.account.liveFeeds[0]?.feedId ?? ""}: thumbnails are off in its publish token ${token.id}`,
    );
    expect(codes.filter((code) => code === "feeds-silent")).toHaveLength(1);
  });

  test("a plan without monitoring is no failure", async () => {
    const body = '{"status":"fail","data":{"message":"Feature not enabled"}}';
    fault = (_, path) => (path.startsWith("/api/monitoring") ? { status: 403, body } : null);
    const { code, codes } = await doctor();
    expect(codes).toContain("feeds-unknown");
    expect(code).toBe(0);
  });

  test.each<[string, Fault, string]>([
    ["401", { status: 401, body: "" }, "provider-unauthorized"],
    ["500", { status: 500, body: '{"status":"error","message":"Oops"}' }, "provider-fails"],
    ["HTML", { status: 200, body: "<html>" }, "provider-fails"],
    ["nothing", { status: 200, body: "" }, "provider-fails"],
  ])("that answers %s, while the rest is looked at all the same", async (_, answer, code) => {
    fault = () => answer;
    const { codes, out } = await doctor();
    expect(codes).toContain(code);
    expect(out).toMatch(/^ok {4}self-test /m);
  });

  test("its own test hook comes, when it is asked for", async () => {
    const { out, codes } = await doctor(["--test-hook"]);
    expect(out).toMatch(/^ok {4}provider's test +the provider's own thumbnail came/m);
    expect(codes).not.toContain("test-hook-unasked");
  });
});

describe("the public address", () => {
  test.each<[string, number, Record<string, string>, string]>([
    ["leads elsewhere", 308, { location: "/login" }, "address-redirects"],
    ["wants a log-in", 401, { "content-type": "text/html" }, "address-protected"],
    ["is behind a firewall", 403, { "content-type": "text/html" }, "address-protected"],
    ["is somebody else's", 404, { "content-type": "text/html" }, "address-other"],
    ["is a proxy before nothing", 502, { "content-type": "text/html" }, "address-unreachable"],
  ])("%s", async (_, status, headers, code) => {
    app.front = (request, response) =>
      void request.resume().on("end", () => response.writeHead(status, headers).end());
    const run = await doctor();
    expect(run.codes).toContain(code);
    expect(run.code).toBe(1);
  });

  test("has nobody there", async () => {
    expect((await doctor(["--url", "http://localhost:1"])).codes).toContain("address-unreachable");
  });

  test("runs with another secret", async () => {
    app.accept([newSecret()]);
    expect((await doctor()).codes).toContain("self-test-secret");
  });

  test("takes only some streams, of which none is the doctor's", async () => {
    const only = parseStreamPattern("ZG6NWV/stage");
    const { stop } = app;
    app = await startReceiverServer({
      store: { bucket },
      settings: { streams: only === null ? [] : [only] },
    });
    app.accept([secret()]);
    await stop();
    const { code, codes } = await doctor(["--url", app.url]);
    expect(codes).toContain("self-test-streams");
    expect(code).toBe(1);
    expect(codes).toContain("webhook-missing");
  });

  test("stores elsewhere, or nowhere", async () => {
    const { stop } = app;
    app = await startReceiverServer({ store: { endpoint: "http://127.0.0.1:1" } });
    app.accept([secret()]);
    await stop();
    expect((await doctor(["--url", app.url])).codes).toContain("self-test-store");
  });

  test("acknowledges what it never stores", async () => {
    app.front = (request, response) => {
      const isSigned = request.headers["x-millicast-signature"] !== undefined;
      const status = isSigned ? 200 : 401;
      request
        .resume()
        .on("end", () => response.writeHead(status, { "content-type": "application/problem+json" }).end());
    };
    expect((await doctor()).codes).toContain("self-test-lost");
  });
});

test.each([
  [["--role", "editor"], /receiver or gallery/],
  [["--url", "nowhere"], /PUBLIC_URL must be/],
  [["--unknown"], /unknown/],
])("%j is wrong use", async (args, message) => {
  const { code, err } = await doctor(args);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test.each<[string, string]>([
  ["PUBLIC_URL", "address-missing"],
  ["MILLICAST_API_URL", "provider-unasked"],
])("a malformed %s is a finding like others, in JSON too", async (name, code) => {
  provider.calls.length = 0;
  const run = await doctor(["--json"], { [name]: "nowhere" });
  const { verdicts } = JSON.parse(run.out) as { verdicts: { code: string | null; says: string }[] };
  expect(verdicts).toContainEqual(
    expect.objectContaining({ code: "settings-wrong", says: expect.stringContaining(name) as string }),
  );
  expect(verdicts).toContainEqual(expect.objectContaining({ code }));
  expect(provider.calls.length > 0).toBe(name === "PUBLIC_URL");
  expect(run.code).toBe(1);
});
