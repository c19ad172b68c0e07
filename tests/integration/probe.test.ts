import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { frameOf } from "../support/frames.ts";
import { newAccount } from "../support/receiver.ts";
import { storeClient, storeWith } from "../support/store-client.ts";

let s3: FaultyS3 | undefined;
afterEach(async () => {
  await s3?.stop();
  s3 = undefined;
});

const signal = () => AbortSignal.timeout(10_000);

/** A store that denies a method on keys below a prefix; "" is the list. */
async function denying(isDenied: (method: string, key: string) => boolean) {
  s3 = await startFaultyS3((method, key) =>
    isDenied(method, key) ? { status: 403, code: "AccessDenied" } : null,
  );
  return storeWith({ endpoint: s3.endpoint });
}

test("a probe of the receiver's rights passes, and leaves nothing behind", async () => {
  await storeWith().probe(signal());
  const { client, bucket } = storeClient();
  const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "health/" }));
  const keys = (listed.Contents ?? []).map(({ Key = "" }) => Key);
  // Another test's doctor may use the same bucket, and the start of a receiver leaves one key.
  expect(keys.filter((key) => !/^health\/(livewall-doctor|put-once$)/.test(key))).toEqual([]);
});

test.each([
  ["put", "PUT", /^health\//],
  ["get", "GET", /^health\//],
  ["list", "GET", /^$/],
  ["delete", "DELETE", /^health\//],
])("a probe names the right to %s that is missing", async (operation, method, keys) => {
  const store = await denying((asked, key) => asked === method && keys.test(key));
  await expect(store.probe(signal())).rejects.toThrow(`${operation} failed: AccessDenied`);
});

test.each([
  ["PUT", /^/, null],
  ["DELETE", /^/, null],
  ["GET", /^log\//, "get failed: AccessDenied"],
  ["GET", /^$/, "list failed: AccessDenied"],
])("a probe of the gallery's rights without %s of %s says %s", async (method, keys, says) => {
  await storeWith().putOriginal(frameOf(newAccount()), Buffer.from("a picture"), null, signal());
  const probe = (await denying((asked, key) => asked === method && keys.test(key))).probeReading(signal());
  await (says === null ? expect(probe).resolves.toBeUndefined() : expect(probe).rejects.toThrow(says));
});

test("a probe of the gallery's rights reads an event where there is no original", async () => {
  const key = "log/20010909/0146/40.000,acc,cam,feed-1,ended=1000000000000";
  const listed =
    `<ListBucketResult><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents>` +
    `<Key>${key}</Key><LastModified>2026-11-23T15:33:08.000Z</LastModified></Contents></ListBucketResult>`;
  const asked: (string | undefined)[][] = [];
  const server = createServer(({ url = "", headers }, response) => {
    asked.push([decodeURIComponent(url), headers.range]);
    response.writeHead(200).end(url.includes("list-type=2") ? listed : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await storeWith({ endpoint: `http://127.0.0.1:${port}` }).probeReading(signal());
  server.closeAllConnections();
  server.close();
  expect(asked[1]).toEqual([expect.stringContaining(key), undefined]);
});

test("probes that fail leave at most one object behind", async () => {
  let denied = "GET";
  const store = await denying((asked, key) => asked === denied && key.startsWith("health/"));
  await expect(store.probe(signal())).rejects.toThrow("get failed");
  expect(s3?.requests.filter((request) => request.startsWith("DELETE health/"))).toHaveLength(1);
  denied = "DELETE";
  for (let time = 0; time < 2; time += 1)
    await expect(store.probe(signal())).rejects.toThrow("delete failed");
  const puts = s3?.requests.filter((request) => request.startsWith("PUT health/"));
  expect(new Set(puts).size).toBe(1);
  denied = "nothing";
  await store.probe(signal());
});
