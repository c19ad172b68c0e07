import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { frameOf } from "../support/frames.ts";
import { newAccount } from "../support/receiving.ts";
import { storeClient, storeWith } from "../support/store-client.ts";

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

test.each([
  ["PUT", "", null],
  ["DELETE", "", null],
  ["GET", "log/", "get failed: AccessDenied"],
  ["GET", "", "list failed: AccessDenied"],
])("a probe of what shows, where %s %s is refused, says: %s", async (method, prefix, says) => {
  const jpeg = Buffer.from("a picture");
  await storeWith().putOriginal(frameOf(newAccount()), jpeg, null, AbortSignal.timeout(10_000));
  s3 = await startFaultyS3((asked, key) =>
    asked === method && (method === "GET" && prefix === "" ? key === "" : key.startsWith(prefix))
      ? { status: 403, code: "AccessDenied" }
      : null,
  );
  const probe = storeWith({ endpoint: s3.endpoint }).probeReading(AbortSignal.timeout(10_000));
  await (says === null ? expect(probe).resolves.toBeUndefined() : expect(probe).rejects.toThrow(says));
});

test("a probe of what shows is content with an event where there is no original", async () => {
  const key = "log/20010909/0146/40.000,acc,cam,feed-1,ended=1000000000000";
  const listed =
    `<ListBucketResult><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents>` +
    `<Key>${key}</Key><LastModified>2026-11-23T15:33:08.000Z</LastModified></Contents></ListBucketResult>`;
  const asked: { url: string; range: string | undefined }[] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push({ url: decodeURIComponent(url), range: headers.range });
    response.writeHead(200).end(url.includes("list-type=2") ? listed : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await storeWith({ endpoint: `http://127.0.0.1:${port}` }).probeReading(AbortSignal.timeout(10_000));
  server.closeAllConnections();
  server.close();
  expect(asked[1]?.url).toContain(key);
  expect(asked[1]?.range).toBeUndefined();
});

test("probes that fail leave nothing behind, and no more than one object where they may not delete", async () => {
  let refused = "GET";
  s3 = await startFaultyS3((asked, key) =>
    asked === refused && key.startsWith("health/") ? { status: 403, code: "AccessDenied" } : null,
  );
  const store = storeWith({ endpoint: s3.endpoint });
  const probe = () => store.probe(AbortSignal.timeout(10_000));
  await expect(probe()).rejects.toThrow("get failed");
  expect(s3.requests.filter((request) => request.startsWith("DELETE health/"))).toHaveLength(1);
  refused = "DELETE";
  for (let time = 0; time < 2; time += 1) await expect(probe()).rejects.toThrow("delete failed");
  const puts = s3.requests.filter((request) => request.startsWith("PUT health/"));
  expect(new Set(puts).size).toBe(1);
  refused = "nothing";
  await probe();
});
