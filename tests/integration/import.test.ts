import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run as importPictures } from "../../cli/import/index.ts";
import { Workplace } from "../support/command.ts";
import { startFaultyS3 } from "../support/faulty-s3.ts";
import { jpegOf, SMALL_JPEG } from "../support/picture.ts";
import { newAccount } from "../support/receiver.ts";
import { keysOf } from "../support/receiving.ts";
import { storeClient } from "../support/store-client.ts";

const FEED = "c4980bc0-5695-48a1-8918-f330724c37f1";
const START = Date.UTC(2026, 8, 1, 12);
const { client, bucket } = storeClient();

let place: Workplace;
let account: string;
let stream: string;
beforeEach(() => {
  place = new Workplace();
  account = newAccount();
  stream = `${account}/cam`;
});
afterEach(() => place.remove());

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const toName = (n: number, feed = FEED) => `${feed}_${START + n * 30_000}.jpg`;
const run = (args: string[], env = process.env) => place.run(importPictures, args, env);
const listKeys = async (prefix: string) =>
  (await keysOf(account)).filter((key) => key.startsWith(`${prefix}/`) && !key.includes(",ended="));

function fillFolder(names: readonly string[], jpeg: Uint8Array = SMALL_JPEG): void {
  mkdirSync(place.file("sample"), { recursive: true });
  for (const name of names) writeFileSync(place.file(`sample/${name}`), jpeg);
}

test("imports a bucket of the sample with its wrong Content-Encoding, and leaves it as it was", async () => {
  const source = `sample-${account}`;
  const jpeg = await jpegOf(640, 360);
  const names = range(3).map((n) => toName(n));
  const labels = { ContentType: "image/jpeg", ContentEncoding: "base64" };
  for (const name of names) {
    const Key = `${source}/${name}`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: jpeg, ...labels }));
  }
  const { code, out, err } = await run([`s3://${bucket}/${source}/`, "--stream", stream]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("3 objects: 3 pictures of 1 streams");
  expect(out).toContain("3 brought in, 0 were there already");
  expect(out).toContain("Counted in the bucket: 3 of 3 pictures, each of its size");

  // The wall's past shows each feed until its last picture.
  const last = START + 60_000;
  const ends = (await keysOf(account)).filter((key) => key.includes(",ended="));
  expect(ends).toEqual([`log/20260901/1201/00.000,${account},cam,${FEED},ended=${last}`]);

  const newest = (await listKeys("log")).at(-1) ?? "";
  expect(newest).toBe(`log/20260901/1201/00.000,${account},cam,${FEED},640x360.jpg`);
  const frame = await client.send(new GetObjectCommand({ Bucket: bucket, Key: newest }));
  expect([frame.ContentType, frame.ContentEncoding]).toEqual(["image/jpeg", undefined]);
  expect(Buffer.from(jpeg).equals((await frame.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
  const previews = await listKeys("previews");
  expect(previews).toHaveLength(3);
  const preview = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: previews[0] }));
  expect(preview.ContentType).toBe("image/webp");
  for (const name of names) {
    const head = new HeadObjectCommand({ Bucket: bucket, Key: `${source}/${name}` });
    const original = await client.send(head);
    expect([original.ContentEncoding, original.ContentLength]).toEqual(["base64", jpeg.byteLength]);
  }
});

test("imports a folder in several runs, and prints what it cannot place", async () => {
  fillFolder([toName(0), toName(0, "other-feed"), "latest.jpg", "feed_12.jpg"]);
  fillFolder([toName(1)], SMALL_JPEG.subarray(0, 300));
  writeFileSync(place.file("map.csv"), `feed,stream\n${FEED},${stream}\n`);
  const args = ["sample", "--map", "map.csv"];
  const dry = await run([...args, "--dry-run"]);
  expect([dry.code, dry.out]).toEqual([1, expect.stringContaining("2 to bring in, 0 are there already")]);
  expect(await keysOf(account)).toEqual([]);
  const first = await run(args);
  expect(first.code).toBe(1);
  expect(first.out).toMatch(/1 of feeds whose stream is not told.*\n +other-feed/);
  expect(first.out).toMatch(/2 not named <feedId>_<timestamp>\.jpg\n( +(latest|feed_12)\.jpg\n){2}/);
  expect(first.out).toMatch(new RegExp(`1 no JPEG that can be decoded.*\\n +${toName(1)}`));
  expect(first.out).toContain("Counted in the bucket: 1 of 1 pictures");
  expect(await listKeys("log")).toHaveLength(1);

  fillFolder(range(3).map((n) => toName(n)));
  const again = await run(["sample", "--stream", stream, "--dry-run", "--report", "left.csv"]);
  expect(again.out).toContain("3 to bring in, 1 are there already");
  expect(readFileSync(place.file("left.csv"), "utf8")).toContain('"other name","latest.jpg",""\n');
  const second = await run(["sample", "--stream", stream]);
  expect(second.out).toContain("3 brought in, 1 were there already");
  fillFolder([toName(0)], await jpegOf(320, 180));
  const third = await run(["sample", "--stream", stream]);
  expect(third.code).toBe(1);
  expect(third.out).toMatch(new RegExp(`1 another picture is there.*\\n +${toName(0)}`));
  expect(readdirSync(place.file("sample"))).toHaveLength(6);
  expect(readFileSync(place.file(`sample/${toName(2)}`)).equals(Buffer.from(SMALL_JPEG))).toBe(true);
});

test("counts rejected pictures as missing, and imports them in a second run", async () => {
  fillFolder(range(6).map((n) => toName(n)));
  const isRejected = (method: string, key: string) =>
    method === "PUT" && /^log\/20260901\/120[01]\/00/.test(key);
  const faulty = await startFaultyS3((method, key) =>
    isRejected(method, key) ? { status: 403, code: "AccessDenied" } : null,
  );
  const args = ["sample", "--stream", stream];
  const broken = await run(args, { ...process.env, AWS_ENDPOINT_URL_S3: faulty.endpoint });
  await faulty.stop();
  expect(broken.code).toBe(1);
  expect(broken.out).toMatch(/2 failed: run it again\n/);
  expect(broken.out).toContain("Counted in the bucket: 4 of 6 pictures");
  expect(broken.out).toMatch(/2 missing: run it again\n/);
  const { code, out } = await run(args);
  expect([code, out]).toEqual([0, expect.stringContaining("2 brought in, 4 were there already")]);
  expect(await listKeys("previews")).toHaveLength(6);
});

test("tells a copy in another folder from another picture of the same length", async () => {
  const source = `sample-${account}`;
  const other = Uint8Array.from(SMALL_JPEG).fill(1, -20, -10);
  for (const [folder, Body] of Object.entries({ a: SMALL_JPEG, b: SMALL_JPEG, c: other })) {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: `${source}/${folder}/${toName(0)}`, Body }),
    );
  }
  const { code, out } = await run([`s3://${bucket}/${source}/`, "--stream", stream]);
  expect(code).toBe(1);
  const line = (text: string, folder: string, more = "") =>
    `  1 ${text}, in another folder\n    ${source}/${folder}/${toName(0)}${more}\n`;
  expect(out).toContain(line("copies of another", "b"));
  expect(out).toContain(
    line("of the feed and time of another picture", "c", `: ${source}/a/${toName(0)} counts`),
  );
  expect(out).toContain("1 brought in, 0 were there already");
});
