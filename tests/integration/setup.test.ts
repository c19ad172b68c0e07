import { existsSync, statSync } from "node:fs";
import { GetBucketLifecycleConfigurationCommand } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { test, URL_OF_WALL, WEBHOOK } from "../support/setting-up.ts";
import { storeClient, storeSettings } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();

test("an account with nothing gets all, without a secret on the terminal", async ({ scene }) => {
  const { code, out, err } = await scene.start();
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [webhook] = scene.provider.account.webhooks;
  expect(scene.provider.account.webhooks).toHaveLength(1);
  expect(webhook).toMatchObject({
    url: WEBHOOK,
    isThumbnailHooks: true,
    isFeedHooks: true,
    isMediaHooks: false,
  });
  expect(scene.provider.account.tokens).toMatchObject([{ label: "wall", enableThumbnails: true }]);
  expect(scene.envFile().split("\n").filter(Boolean).sort()).toEqual(
    [
      "ACCESS=public",
      `AWS_S3_BUCKET_NAME=${scene.bucket}`,
      `AWS_ENDPOINT_URL_S3=${storeSettings().endpoint ?? ""}`,
      `PUBLIC_URL=${URL_OF_WALL}`,
      `WEBHOOK_SECRET=${webhook?.secret ?? ""}`,
    ].sort(),
  );
  expect(statSync(scene.place.file(".env.local")).mode & 0o777).toBe(0o600);
  for (const secret of [webhook?.secret, scene.provider.account.tokens[0]?.token, scene.provider.secret]) {
    expect(out).not.toContain(secret);
  }
  expect(out).toContain("doctor");
  if (isCeph) {
    const { Rules = [] } = await client.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: scene.bucket }),
    );
    expect(Rules.map(({ ID, Expiration }) => [ID, Expiration?.Days]).sort()).toEqual([
      ["livewall-faults", 30],
      ["livewall-feeds", 395],
      ["livewall-log", 7],
      ["livewall-previews", 30],
    ]);
  }
});

test("again, it changes nothing and says so", async ({ scene }) => {
  await scene.start();
  const before = scene.envFile();
  scene.provider.calls.length = 0;
  const { code, out } = await scene.start();
  expect(code).toBe(0);
  expect(scene.changes()).toEqual([]);
  expect(scene.envFile()).toBe(before);
  expect(out).not.toContain("  done  ");
});

test("a dry run makes no call that changes anything, and prints each that it would", async ({ scene }) => {
  const { code, out } = await scene.start(["--dry-run"]);
  expect(code).toBe(0);
  expect(scene.changes()).toEqual([]);
  expect(existsSync(scene.place.file(".env.local"))).toBe(false);
  expect(out).toContain('would call  POST /api/webhooks {"url":"https://wall.example.com/api/thumbnails"');
  expect(out).toContain('would call  POST /api/publish_token {"label":"wall"');
  expect(out).toMatch(/would call {2}write \.env\.local .*"WEBHOOK_SECRET":"\(hidden\)"/);
  expect(out).not.toContain("  done  ");
  if (!isCeph) return;
  expect(out).toContain("would call  S3 CreateBucket");
  expect(out).toContain("would call  S3 PutBucketLifecycleConfiguration");
  await expect(
    client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: scene.bucket })),
  ).rejects.toMatchObject({ name: "NoSuchBucket" });
});
