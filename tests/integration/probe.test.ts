import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { storeWith } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

let s3: FaultyS3 | undefined;
afterEach(async () => {
  await s3?.stop();
  s3 = undefined;
});

test("a probe finds a store that works, and leaves nothing behind", async () => {
  await storeWith().probe(AbortSignal.timeout(10_000));
  const { client, bucket } = storeClient();
  const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "health/" }));
  const keys = (listed.Contents ?? []).map(({ Key = "" }) => Key);
  // A doctor of another test may be at work in the same bucket.
  expect(keys.filter((key) => !key.startsWith("health/livewall-doctor"))).toEqual([]);
});

test.each([
  ["put", "PUT", "health/"],
  ["get", "GET", "health/"],
  ["list", "GET", ""],
  ["delete", "DELETE", "health/"],
])("a probe says when a store refuses to %s", async (operation, method, prefix) => {
  const isMeant = (asked: string, key: string) =>
    asked === method && (prefix === "" ? key === "" : key.startsWith(prefix));
  s3 = await startFaultyS3((asked, key) =>
    isMeant(asked, key) ? { status: 403, code: "AccessDenied" } : null,
  );
  const probe = storeWith({ endpoint: s3.endpoint }).probe(AbortSignal.timeout(10_000));
  await expect(probe).rejects.toThrow(`${operation} failed: AccessDenied`);
});
