// The bucket itself. What Miniflare does not offer, it must say; what Ceph offers, it must do.
import { randomUUID } from "node:crypto";
import {
  DeletePublicAccessBlockCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  DeleteBucketPolicyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { createBucketAccess } from "../../cli/bucket/access.ts";
import { createBucketAdmin, publicAccessBlockFor } from "../../cli/bucket/admin.ts";
import { DEFAULT_RETENTION, keptFor, lifecycleRules, sameRules } from "../../cli/bucket/lifecycle.ts";
import { createClient } from "#lib/store/client.ts";
import { storeClient, storeSettings } from "../support/store-client.ts";
import { parseRetention } from "#lib/store/retention.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client, bucket } = storeClient();
const adminOf = (name: string) => createBucketAdmin(client, name, null);
const newName = () => `test-${randomUUID()}`;

describe("a bucket that is not as it should be says so", () => {
  test("when it does not exist", async () => {
    expect(await adminOf(newName()).findFault()).toMatchObject({ kind: "missing" });
  });

  test.each([
    ["the key is unknown", { accessKeyId: "nobody", secretAccessKey: "nothing" }],
    ["the secret is wrong", { ...storeSettings().credentials, secretAccessKey: "nothing" }],
  ])("when %s", async (_, credentials) => {
    const settings = {
      ...storeSettings(),
      credentials: credentials as { accessKeyId: string; secretAccessKey: string },
    };
    const admin = createBucketAdmin(createClient(settings), bucket, null);
    expect(await admin.findFault()).toMatchObject({ kind: "credentials" });
  });

  test("when nothing answers", async () => {
    const settings = { ...storeSettings(), endpoint: "http://127.0.0.1:1" };
    const admin = createBucketAdmin(createClient(settings), bucket, null);
    expect(await admin.findFault()).toMatchObject({ kind: "unreachable" });
  });
});

describe.skipIf(isCeph)("a store that lacks something", () => {
  test("is told apart from one where it is not set", async () => {
    const admin = adminOf(bucket);
    expect(await admin.publicAccessBlock()).toEqual({ is: "unsupported" });
    expect(await admin.lifecycle()).toEqual({ is: "unsupported" });
  });
});

describe.runIf(isCeph)("a bucket of its own", () => {
  test("is created, closed to the public and given its rules, again and again", async () => {
    const name = newName();
    const admin = adminOf(name);
    for (const round of [1, 2]) {
      if (round === 1) await admin.create();
      expect(await admin.findFault()).toBeNull();
      await admin.blockPublicAccess(publicAccessBlockFor(false));
      expect(await admin.publicAccessBlock()).toEqual({ is: "known", value: true });
      await admin.setLifecycle(lifecycleRules([], DEFAULT_RETENTION));
      const lifecycle = await admin.lifecycle();
      if (lifecycle.is !== "known") throw new Error("Ceph has lifecycle rules.");
      expect(parseRetention(lifecycle.value)).toEqual(keptFor(DEFAULT_RETENTION));
      expect(sameRules(lifecycle.value, lifecycleRules([], DEFAULT_RETENTION))).toBe(true);
    }
    const needs = await createBucketAccess(client, name).needs(["receiver", "gallery"]);
    expect(needs.filter(({ fault }) => fault !== null)).toEqual([]);
  });

  test("that the world may list and read is found out", async () => {
    const name = newName();
    await adminOf(name).create();
    const access = createBucketAccess(client, name);
    expect(await access.openness()).toEqual({ read: false, list: false, write: false });
    const arn = `arn:aws:s3:::${name}`;
    const Statement = [
      {
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:ListBucket", "s3:GetObject", "s3:PutObject"],
        Resource: [arn, `${arn}/*`],
      },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
    expect(await access.openness()).toEqual({ read: true, list: true, write: true });
    await client.send(new DeleteBucketPolicyCommand({ Bucket: name }));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket: name }));
  });
});

test("keys that may do everything have all that both roles need, and leave nothing behind", async () => {
  // Miniflare has one bucket for all tests, in which other doctors are at work.
  const name = isCeph ? newName() : bucket;
  if (isCeph) await adminOf(name).create();
  const access = createBucketAccess(client, name);
  const needs = await access.needs(["receiver", "gallery"]);
  expect(needs).toHaveLength(13);
  expect(needs.filter(({ fault }) => fault !== null)).toEqual([]);
  expect(await access.openness()).toEqual({ read: false, list: false, write: false });
  expect(await access.roundTrip()).toBe("same");
  // Miniflare's answers have no date.
  const ahead = await access.clockAheadMs();
  if (isCeph) expect(Math.abs(ahead ?? Infinity)).toBeLessThan(5_000);
  else expect(ahead).toBeNull();
  expect(await access.mayDeletePictures()).toBe(true);
  if (isCeph) expect((await client.send(new ListObjectsV2Command({ Bucket: name }))).KeyCount).toBe(0);
});
