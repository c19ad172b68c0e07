import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setUp } from "../../cli/setup/index.ts";
import { GUEST } from "../../scripts/store/ceph-cluster.ts";
import { s3Client } from "../../scripts/store/s3-client.ts";
import { type Fault, type ProviderServer, startProviderServer } from "../../scripts/provider/server.ts";
import { Workplace } from "../support/command.ts";
import { storeSettings } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client, bucket: sharedBucket } = storeClient();
const URL_OF_WALL = "https://wall.example.com";
const WEBHOOK = `${URL_OF_WALL}/api/thumbnails`;

let provider: ProviderServer;
let place: Workplace;
let fault: ((method: string, path: string) => Fault | null) | null;
/** Miniflare makes no buckets. */
let bucket: string;

beforeEach(async () => {
  fault = null;
  provider = await startProviderServer({ fault: (method, path) => fault?.(method, path) ?? null });
  place = new Workplace();
  bucket = isCeph ? `setup-${randomUUID()}` : sharedBucket;
});
afterEach(async () => {
  await provider.stop();
  place.remove();
});

function env(more: Record<string, string> = {}) {
  const { endpoint, credentials } = storeSettings();
  return {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL_S3: endpoint ?? "",
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
    ACCESS: "public",
    ...more,
  };
}

const ARGS = ["--url", URL_OF_WALL, "--create-token", "wall"];
const start = (args: string[] = [], more: Record<string, string> = {}) =>
  place.run(setUp, ["--bucket", bucket, ...ARGS, ...args], env(more));
const envFile = () => readFileSync(place.file(".env.local"), "utf8");
const changesOf = ({ calls }: ProviderServer) => calls.filter((call) => !call.startsWith("GET "));

test("an account with nothing gets all, without a secret on the terminal", async () => {
  const { code, out, err } = await start();
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [webhook] = provider.account.webhooks;
  expect(provider.account.webhooks).toHaveLength(1);
  expect(webhook).toMatchObject({
    url: WEBHOOK,
    isThumbnailHooks: true,
    isFeedHooks: true,
    isMediaHooks: false,
  });
  expect(provider.account.tokens).toMatchObject([{ label: "wall", enableThumbnails: true }]);
  expect(envFile().split("\n").filter(Boolean).sort()).toEqual(
    [
      "ACCESS=public",
      `AWS_S3_BUCKET_NAME=${bucket}`,
      `AWS_ENDPOINT_URL_S3=${storeSettings().endpoint ?? ""}`,
      `PUBLIC_URL=${URL_OF_WALL}`,
      `WEBHOOK_SECRET=${webhook?.secret ?? ""}`,
    ].sort(),
  );
  expect(statSync(place.file(".env.local")).mode & 0o777).toBe(0o600);
  for (const secret of [webhook?.secret, provider.account.tokens[0]?.token, provider.secret]) {
    expect(out).not.toContain(secret);
  }
  expect(out).toContain("doctor");
  if (isCeph) {
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    expect(Rules.map(({ ID, Expiration }) => [ID, Expiration?.Days]).sort()).toEqual([
      ["livewall-frames", 7],
      ["livewall-latest", 30],
      ["livewall-previews", 30],
    ]);
  }
});

test("again, it changes nothing and says so", async () => {
  await start();
  const before = envFile();
  provider.calls.length = 0;
  const { code, out } = await start();
  expect(code).toBe(0);
  expect(changesOf(provider)).toEqual([]);
  expect(envFile()).toBe(before);
  expect(out).not.toContain("  done  ");
});

test("a dry run makes no call that changes anything, and prints each that it would", async () => {
  const { code, out } = await start(["--dry-run"]);
  expect(code).toBe(0);
  expect(changesOf(provider)).toEqual([]);
  expect(existsSync(place.file(".env.local"))).toBe(false);
  expect(out).toContain('would call  POST /api/webhooks {"url":"https://wall.example.com/api/thumbnails"');
  expect(out).toContain('would call  POST /api/publish_token {"label":"wall"');
  expect(out).toMatch(/would call {2}write \.env\.local .*"WEBHOOK_SECRET":"\(hidden\)"/);
  expect(out).not.toContain("  done  ");
  if (!isCeph) return;
  expect(out).toContain("would call  S3 CreateBucket");
  expect(out).toContain("would call  S3 PutBucketLifecycleConfiguration");
  await expect(
    client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })),
  ).rejects.toMatchObject({ name: "NoSuchBucket" });
});

describe("what an earlier set-up left half done is finished", () => {
  test("a webhook without feeds, disabled, at the same address spelled otherwise", async () => {
    const disabled = { until: new Date(Date.now() + 3_600_000).toISOString(), reason: "Too many timeouts" };
    const url = `${URL_OF_WALL.toUpperCase().replace("HTTPS", "https")}/api/thumbnails/`;
    const webhook = provider.account.addWebhook({ url, isThumbnailHooks: true, disabled });
    expect((await start()).code).toBe(0);
    expect(provider.account.webhooks).toHaveLength(1);
    expect(webhook).toMatchObject({ isThumbnailHooks: true, isFeedHooks: true, disabled: null });
    expect(envFile()).toContain(`WEBHOOK_SECRET=${webhook.secret}\n`);
  });

  test("a token of the same label without thumbnails", async () => {
    const token = provider.account.addToken({ label: "wall" });
    expect((await start()).code).toBe(0);
    expect(provider.account.tokens).toEqual([{ ...token, enableThumbnails: true }]);
  });

  test("a file with lines of its own, open to others, and another secret", async () => {
    const own =
      '# mine\nexport OTHER="two\nlines" # kept\n\nAWS_S3_BUCKET_NAME=old # why\nWEBHOOK_SECRET=b2xk';
    writeFileSync(place.file(".env.local"), own);
    chmodSync(place.file(".env.local"), 0o644);
    expect((await start([], { WEBHOOK_SECRET: "b2xk" })).code).toBe(0);
    const secret = provider.account.webhooks[0]?.secret ?? "";
    expect(envFile()).toContain(
      `# mine\nexport OTHER="two\nlines" # kept\n\nAWS_S3_BUCKET_NAME=${bucket} # why\nWEBHOOK_SECRET=${secret},b2xk\n`,
    );
    expect(statSync(place.file(".env.local")).mode & 0o777).toBe(0o600);
  });

  test("a webhook whose creation had no answer is found, and not made twice", async () => {
    fault = (method, path) => (method === "POST" && path === "/api/webhooks" ? "lost" : null);
    expect((await start()).code).toBe(0);
    expect(provider.account.webhooks).toHaveLength(1);
    expect(envFile()).toContain(provider.account.webhooks[0]?.secret);
  });

  test("and of 200 webhooks, the last is found", async () => {
    for (let n = 0; n < 199; n++) provider.account.addWebhook({ url: `https://${n}.example.com/` });
    const { secret } = provider.account.addWebhook({
      url: WEBHOOK,
      isFeedHooks: true,
      isThumbnailHooks: true,
    });
    expect((await start()).code).toBe(0);
    expect(provider.account.webhooks).toHaveLength(200);
    expect(envFile()).toContain(secret);
  });
});

describe("it refuses, and says what to do", () => {
  const nothingMade = () => {
    expect(changesOf(provider)).toEqual([]);
    expect(existsSync(place.file(".env.local"))).toBe(false);
  };

  test("without a terminal, naming all that is missing", async () => {
    const { code, err } = await place.run(setUp, [], { MILLICAST_API_SECRET: "x" });
    expect(code).toBe(2);
    expect(err).toContain("--bucket, --region, --url, --access");
  });

  test("without an API secret", async () => {
    const { code, err } = await start([], { MILLICAST_API_SECRET: "" });
    expect(code).toBe(2);
    expect(err).toMatch(/API secret is missing.*--api-secret-file/);
  });

  test("with a wrong API secret, before anything is made", async () => {
    const { code, err } = await start([], { MILLICAST_API_SECRET: "wrong" });
    expect(code).toBe(1);
    expect(err).toMatch(
      /the provider: GET \/api\/v3\/account\/info: answered 403.*Copy the API secret again/,
    );
    nothingMade();
    const { trouble } = await import("#lib/store/bucket/admin.ts").then(({ createBucketAdmin }) =>
      createBucketAdmin(client, bucket, null),
    );
    if (isCeph) expect(await trouble()).toMatchObject({ kind: "missing" });
  });

  test.each<[string, Fault, RegExp]>([
    ["401", { status: 401, body: "" }, /answered 401.*Copy the API secret/],
    ["429", { status: 429, body: "", headers: { "retry-after": "90" } }, /answered 429.*Wait a minute/],
    ["HTML", { status: 200, body: "<html>" }, /200 with HTML.*in trouble/],
    ["nothing", { status: 200, body: "" }, /200 with nothing.*in trouble/],
  ])("when the provider answers %s", async (_, answer, message) => {
    fault = () => answer;
    const { code, err } = await start();
    expect(code).toBe(1);
    expect(err).toMatch(message);
    nothingMade();
  });

  test("when the provider refuses the webhook, with its reason", async () => {
    const body = JSON.stringify({ status: "fail", data: { errors: { url: ["must be public"] } } });
    fault = (method, path) => (method === "POST" && path === "/api/webhooks" ? { status: 400, body } : null);
    const { code, err } = await start();
    expect(code).toBe(1);
    expect(err).toContain("url: must be public");
  });

  test.each([
    ["--bucket", "Frames Of Mine"],
    ["--endpoint", "s3.example.com"],
    ["--url", "wall.example.com"],
    ["--keep-frames", "a week"],
    ["--keep-frames", "0"],
    ["--access", "private"],
    ["--token", "first"],
    ["--unknown", "x"],
  ])("with %s %s", async (flag, value) => {
    const { code, err } = await start([flag, value]);
    expect(code).toBe(2);
    expect(err).not.toContain("    at ");
    expect(provider.calls).toEqual([]);
  });

  test("with keys that the store does not know", async () => {
    const { code, err } = await start([], { AWS_ACCESS_KEY_ID: "nobody" });
    expect(code).toBe(1);
    expect(err).toContain("does not take these keys");
    nothingMade();
  });

  test("when tokens are there, none sends thumbnails and none was chosen", async () => {
    provider.account.addToken({ label: "camera" });
    const { code, err } = await place.run(setUp, ["--bucket", bucket, "--url", URL_OF_WALL], env());
    expect(code).toBe(2);
    expect(err).toMatch(/--token ID or --all-tokens.*"camera"/);
    expect(provider.account.tokens[0]?.enableThumbnails).toBe(false);
  });

  test.runIf(isCeph)("a bucket that is somebody else's", async () => {
    const { endpoint, region } = storeSettings();
    const guest = s3Client({
      AWS_ENDPOINT_URL_S3: endpoint ?? "",
      AWS_REGION: region,
      AWS_S3_BUCKET_NAME: "",
      AWS_ACCESS_KEY_ID: GUEST.accessKeyId,
      AWS_SECRET_ACCESS_KEY: GUEST.secretAccessKey,
    });
    await guest.send(new CreateBucketCommand({ Bucket: bucket }));
    const { code, err } = await start();
    expect(code).toBe(1);
    expect(err).toMatch(/somebody else's.*choose another name/);
    nothingMade();
  });

  test.runIf(!isCeph)("a store that makes no buckets", async () => {
    const { code, err } = await start(["--bucket", "another-one"]);
    expect(code).toBe(1);
    expect(err).toContain("another-one");
    nothingMade();
  });
});

describe("choices", () => {
  test("of tokens: by number, or all that are active", async () => {
    const [first, second] = ["a", "b"].map((label) => provider.account.addToken({ label }));
    provider.account.addToken({ label: "c", isActive: false });
    const base = ["--bucket", bucket, "--url", URL_OF_WALL];
    await place.run(setUp, [...base, "--token", String(second?.id)], env());
    expect([first, second].map((token) => token?.enableThumbnails)).toEqual([false, true]);
    await place.run(setUp, [...base, "--all-tokens"], env());
    expect(provider.account.tokens.map(({ enableThumbnails }) => enableThumbnails)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("of a person, who is asked for what no option says", async () => {
    const token = provider.account.addToken({ label: "camera" });
    const asked: string[] = [];
    const answers = { bucket: isCeph ? bucket : sharedBucket, url: URL_OF_WALL, access: "gated" };
    const answerTo = (question: string) => {
      if (question.includes("Who may see")) return answers.access;
      return question.includes("bucket") ? answers.bucket : answers.url;
    };
    const ask = {
      text: (question: string, _: string, faultOf: (answer: string) => string | undefined) => {
        asked.push(question);
        expect(faultOf("")).toBeDefined();
        const answer = answerTo(question);
        expect(faultOf(answer)).toBeUndefined();
        return Promise.resolve(answer);
      },
      secret: () => Promise.resolve(provider.secret),
      confirm: () => Promise.resolve(true),
      choose: () => Promise.resolve([token.id]),
    };
    const { code } = await place.run(setUp, [], env({ MILLICAST_API_SECRET: "", ACCESS: "" }), ask);
    expect(code).toBe(0);
    expect(asked).toHaveLength(3);
    expect(envFile()).toMatch(/^ACCESS="?gated"?\nACCESS_KEYS="?\d{4}-\d\d-\d\d:[A-Za-z0-9+/]{43}="?$/m);
    expect(token.enableThumbnails).toBe(true);
    expect(envFile()).toContain("AWS_SECRET_ACCESS_KEY=");
    // What is there is not asked for again; an account that has no token any more gets one.
    provider.account.tokens.length = 0;
    const options = ["--bucket", answers.bucket, "--url", URL_OF_WALL];
    const again = {
      ...ask,
      text: () => Promise.resolve("stage"),
      confirm: () => Promise.reject(new Error("asked")),
    };
    expect(await place.run(setUp, options, env(), again)).toMatchObject({ code: 0, err: "" });
    expect(provider.account.tokens).toMatchObject([{ label: "stage", enableThumbnails: true }]);
  });

  test.runIf(isCeph)("of retention: a bucket in use is never shortened unasked", async () => {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: "frames/old.jpg", Body: "old" }));
    const lifecycle = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    const first = await start();
    expect(first.out).toContain("kept for ever, since the bucket is in use");
    await expect(lifecycle()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
    await start(["--keep-frames", "90"]);
    expect((await lifecycle()).Rules?.map(({ ID }) => ID)).toEqual(["livewall-frames"]);
    await start();
    expect((await lifecycle()).Rules?.map(({ Expiration }) => Expiration?.Days)).toEqual([90]);
    await start(["--keep-frames", "forever"]);
    await expect(lifecycle()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
  });

  test("of policies: printed, and nothing else done", async () => {
    const { code, out } = await place.run(setUp, ["--policies", "--bucket", bucket], env());
    expect(code).toBe(0);
    expect(out).toContain(`"arn:aws:s3:::${bucket}/frames/*"`);
    expect(provider.calls).toEqual([]);
    // A policy names no region: where none is known, none is needed.
    const alone = await place.run(setUp, ["--policies", "--bucket", bucket], {});
    expect(alone).toEqual({ code: 0, out, err: "" });
  });

  test("of Vercel: its CLI gets each setting through a pipe", async () => {
    const log = place.file("vercel.log");
    writeFileSync(place.file("vercel"), `#!/bin/sh\nprintf '%s <- %s\\n' "$*" "$(cat)" >> '${log}'\n`, {
      mode: 0o755,
    });
    const { code, out } = await start(["--vercel", "--write-keys"], {
      PATH: `${place.directory}:${process.env.PATH ?? ""}`,
    });
    expect(code).toBe(0);
    const secret = provider.account.webhooks[0]?.secret ?? "";
    const lines = readFileSync(log, "utf8").split("\n");
    expect(lines).toContain(`env add WEBHOOK_SECRET production --force --sensitive <- ${secret}`);
    expect(lines).toContain(`env add AWS_S3_BUCKET_NAME production --force <- ${bucket}`);
    expect(lines.join()).toContain("env add AWS_SECRET_ACCESS_KEY production --force --sensitive <- ");
    expect(out).not.toContain(secret);
  });

  test("of Vercel, where its CLI fails: says so without the value", async () => {
    writeFileSync(place.file("vercel"), '#!/bin/sh\necho "not linked: $(cat)" >&2\nexit 3\n', {
      mode: 0o755,
    });
    const { code, err } = await start(["--vercel"], { PATH: `${place.directory}:${process.env.PATH ?? ""}` });
    expect(code).toBe(1);
    expect(err).toMatch(/ended with 3: not linked: \(hidden\)/);
  });
});
