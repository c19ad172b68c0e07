// Setup of a bucket. Ceph offers what Miniflare lacks: new buckets, lifecycle rules, owners.
import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import { GUEST } from "../../../scripts/local-store/ceph.ts";
import { startFaultyS3 } from "../../support/faulty-s3.ts";
import { openSetup, type SetupScene } from "../../support/setting-up.ts";
import { startStrangeS3 } from "../../support/strange-s3.ts";
import { accessTo, storeClient, storeSettings } from "../../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();

let bucket: string;
let scene: SetupScene;
beforeEach(async () => {
  bucket = isCeph ? `setup-${randomUUID()}` : storeSettings().bucket;
  scene = await openSetup({ args: ["--bucket", bucket], env: accessTo() });
});
afterEach(() => scene.close());

async function findRules(): Promise<Record<string, number | undefined>> {
  const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
  return Object.fromEntries(Rules.map(({ ID = "", Expiration }) => [ID, Expiration?.Days]));
}

test("prepares a bucket, and changes nothing in a second run", async () => {
  const dry = await scene.start(["--dry-run"]);
  if (isCeph) {
    expect(dry.out).toContain("would call  S3 CreateBucket");
    expect(dry.out).toContain("would call  S3 PutBucketLifecycleConfiguration");
    await expect(findRules()).rejects.toMatchObject({ name: "NoSuchBucket" });
  }
  expect(await scene.start()).toMatchObject({ code: 0, err: "" });
  expect(scene.envFile()).toContain(`AWS_ENDPOINT_URL_S3=${storeSettings().endpoint ?? ""}\n`);
  const days = { feeds: 395, faults: 30, log: 7, previews: 30 };
  const rules = Object.fromEntries(Object.entries(days).map(([name, kept]) => [`livewall-${name}`, kept]));
  if (isCeph) expect(await findRules()).toEqual(rules);
  const again = await scene.start();
  expect(again.code).toBe(0);
  expect(again.out).not.toContain("  done  ");
});

test("stops at keys that the store does not know", async () => {
  const { code, err } = await scene.start([], { AWS_ACCESS_KEY_ID: "nobody" });
  expect([code, err]).toEqual([1, expect.stringContaining("does not know these keys")]);
  expect(scene.changes()).toEqual([]);
});

test.runIf(!isCeph)("names the limits of a store that ignores If-None-Match", async () => {
  const s3 = await startStrangeS3({
    ask({ headers }) {
      delete headers["if-none-match"];
      return undefined;
    },
  });
  const { code, out } = await scene.start([], { AWS_ENDPOINT_URL_S3: s3.endpoint });
  await s3.stop();
  expect([code, out]).toEqual([
    0,
    expect.stringContaining("note  If-None-Match is ignored. Run a single receiver"),
  ]);
});

test("makes no bucket with a wrong API secret", async () => {
  const s3 = await startFaultyS3(() => null);
  const wrong = { MILLICAST_API_SECRET: "wrong", AWS_ENDPOINT_URL_S3: s3.endpoint };
  const { code, err } = await scene.start([], wrong);
  await s3.stop();
  expect([code, err]).toEqual([1, expect.stringContaining("API secret")]);
  expect([s3.requests, scene.changes()]).toEqual([[], []]);
  if (isCeph) await expect(findRules()).rejects.toMatchObject({ name: "NoSuchBucket" });
});

test.runIf(!isCeph)("stops at a store that creates no buckets", async () => {
  const { code, err } = await scene.start(["--bucket", "another-one"]);
  expect([code, err]).toEqual([1, expect.stringContaining("another-one")]);
  expect(scene.changes()).toEqual([]);
});

test.runIf(!isCeph)("writes the days of the log where the store has no lifecycle", async () => {
  const { code, out } = await scene.start(["--keep-log", "14"]);
  expect([code, out]).toEqual([0, expect.stringContaining("this store does not offer it through S3")]);
  expect(scene.envFile()).toContain("LOG_DAYS=14\n");
});

test.runIf(isCeph)("never shortens the retention of a bucket in use by itself", async () => {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: "log/old.jpg", Body: "old" }));
  expect((await scene.start()).out).toContain("kept for ever, since the bucket is in use");
  await expect(findRules()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
  expect(scene.envFile()).not.toContain("LOG_DAYS");
  await scene.start(["--keep-log", "90"]);
  expect(scene.envFile()).toContain("LOG_DAYS=90\n");
  await scene.start();
  expect(await findRules()).toEqual({ "livewall-log": 90 });
  await scene.start(["--keep-log", "forever"]);
  await expect(findRules()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
});

test.runIf(isCeph)("stops at a bucket of another owner", async () => {
  const guest = createClient({ ...storeSettings(), credentials: GUEST });
  await guest.send(new CreateBucketCommand({ Bucket: bucket }));
  const { code, err } = await scene.start();
  expect([code, err]).toEqual([1, expect.stringMatching(/another account.*choose another name/)]);
  expect(scene.changes()).toEqual([]);
});
