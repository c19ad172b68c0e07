// The administration of a bucket. Miniflare offers no settings of buckets, Ceph does.
import { randomUUID } from "node:crypto";
import { ListObjectsV2Command, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import { parseRetention } from "#lib/store/retention.ts";
import { createBucketAccess } from "../../../cli/bucket/access.ts";
import { createBucketAdmin, publicAccessBlockFor } from "../../../cli/bucket/admin.ts";
import { findLacks } from "../../../cli/bucket/contract.ts";
import { DEFAULT_RETENTION, keptFor, lifecycleRules, sameRules } from "../../../cli/bucket/lifecycle.ts";
import { storeClient, storeSettings } from "../../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client, bucket } = storeClient();
const RULES = lifecycleRules([], DEFAULT_RETENTION);

test.each([
  ["missing", { bucket: `test-${randomUUID()}` }],
  ["credentials", { credentials: { accessKeyId: "nobody", secretAccessKey: "nothing" } }],
  ["unreachable", { endpoint: "http://127.0.0.1:1" }],
])("a bucket has the fault %s", async (kind, more) => {
  const settings = { ...storeSettings(), ...more };
  const admin = createBucketAdmin(createClient(settings), settings.bucket, null);
  expect(await admin.findFault()).toMatchObject({ kind });
});

test.skipIf(isCeph)("a store that lacks a setting is told from one where it is not set", async () => {
  const admin = createBucketAdmin(client, bucket, null);
  expect(await admin.publicAccessBlock()).toEqual({ is: "unsupported" });
  expect(await admin.lifecycle()).toEqual({ is: "unsupported" });
});

test.runIf(isCeph)("a bucket is created with its settings, again and again", async () => {
  const name = `test-${randomUUID()}`;
  const admin = createBucketAdmin(client, name, null);
  await admin.create();
  for (let round = 0; round < 2; round++) {
    expect(await admin.findFault()).toBeNull();
    await admin.blockPublicAccess(publicAccessBlockFor(false));
    expect(await admin.publicAccessBlock()).toEqual({ is: "known", value: true });
    await admin.setLifecycle(RULES);
    const lifecycle = await admin.lifecycle();
    if (lifecycle.is !== "known") throw new Error("Ceph has lifecycle rules.");
    expect(parseRetention(lifecycle.value)).toEqual(keptFor(DEFAULT_RETENTION));
    expect(sameRules(lifecycle.value, RULES)).toBe(true);
  }
});

test.runIf(isCeph)("access is tried without a trace, and public rights are found", async () => {
  const name = `test-${randomUUID()}`;
  await createBucketAdmin(client, name, null).create();
  const access = createBucketAccess(client, name);
  const needs = await access.needs(["receiver", "gallery"]);
  expect(needs).toHaveLength(13);
  expect(needs.filter(({ fault }) => fault !== null)).toEqual([]);
  expect(await access.openness()).toEqual({ read: false, list: false, write: false });
  expect(await findLacks({ ...storeSettings(), bucket: name })).toEqual([]);
  expect(Math.abs((await access.clockAheadMs()) ?? Infinity)).toBeLessThan(5_000);
  expect(await access.mayDeletePictures()).toBe(true);
  expect((await client.send(new ListObjectsV2Command({ Bucket: name }))).KeyCount).toBe(0);

  const Resource = [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
  const Action = ["s3:ListBucket", "s3:GetObject", "s3:PutObject"];
  const Statement = [{ Effect: "Allow", Principal: "*", Action, Resource }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await client.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
  expect(await access.openness()).toEqual({ read: true, list: true, write: true });
});
