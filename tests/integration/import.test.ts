import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importPictures } from "../../cli/import/index.ts";
import { Workplace } from "../support/command.ts";
import { startFaultyS3 } from "../support/faulty-s3.ts";
import { jpegOf, SMALL_JPEG } from "../support/picture.ts";
import { historyOf, keysOf, newAccount, receiver, wallOf } from "../support/receiving.ts";
import { offlineWall } from "../support/offline-wall.ts";
import { storeClient } from "../support/store-client.ts";
import { thumbnail } from "../support/hook.ts";

const FEED = "c4980bc0-5695-48a1-8918-f330724c37f1";
const START = Date.UTC(2026, 8, 1, 12);
const PICTURE = await jpegOf(640, 360);

let place: Workplace;
let account: string;
let stream: string;

beforeEach(() => {
  place = new Workplace();
  account = newAccount();
  stream = `${account}/cam`;
});
afterEach(() => place.remove());

/** Files as the sample's local variant writes them. */
function fill(names: readonly string[], jpeg = PICTURE): void {
  mkdirSync(place.file("sample"), { recursive: true });
  for (const name of names) writeFileSync(place.file(`sample/${name}`), jpeg);
}

const { client, bucket } = storeClient();

/** An object as the sample's cloud variant puts it. */
async function putSample(name: string, Body = PICTURE): Promise<void> {
  const Key = `sample-${account}/${name}`;
  const labels = { ContentType: "image/jpeg", ContentEncoding: "base64" };
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...labels }));
}

const nameOf = (n: number, feed = FEED) => `${feed}_${START + n * 30_000}.jpg`;
const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const keysBelow = async (prefix: string) =>
  (await keysOf(account)).filter((key) => key.startsWith(`${prefix}/`));
const bringIn = (...args: string[]) => place.run(importPictures, args, process.env);

describe("livewall import", () => {
  test("brings in a bucket of the sample's, its wrong Content-Encoding and all, and leaves it as it was", async () => {
    const names = range(3).map((n) => nameOf(n));
    for (const name of names) await putSample(name);
    const { code, out, err } = await bringIn(`s3://${bucket}/sample-${account}/`, "--stream", stream);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("3 objects: 3 pictures of 1 streams");
    expect(out).toContain("3 brought in, 0 were there already");
    expect(out).toContain("Counted in the bucket: 3 of 3 pictures, each of its size");

    const newest = (await keysBelow("log")).at(-1) ?? "";
    const frame = await client.send(new GetObjectCommand({ Bucket: bucket, Key: newest }));
    expect(newest).toBe(`log/20260901/1201/00.000,${account},cam,${FEED},640x360.jpg`);
    expect([frame.ContentType, frame.ContentEncoding]).toEqual(["image/jpeg", undefined]);
    expect(Buffer.from(PICTURE).equals((await frame.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
    expect(await keysBelow("previews")).toHaveLength(3);
    for (const name of names) {
      const Key = `sample-${account}/${name}`;
      const original = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      expect([original.ContentEncoding, original.ContentLength]).toEqual(["base64", PICTURE.byteLength]);
    }
  });

  test("tells a copy in another folder from another picture, though it is as long", async () => {
    const other = Buffer.from(PICTURE);
    other.reverse();
    for (const folder of ["a", "b"]) await putSample(`${folder}/${nameOf(0)}`);
    await putSample(`c/${nameOf(0)}`, other);
    const { code, out } = await bringIn(`s3://${bucket}/sample-${account}/`, "--stream", stream);
    expect(code).toBe(1);
    expect(out).toMatch(/1 copies of another, in another folder\n +\S+\/b\//);
    expect(out).toMatch(/1 of the feed and time of another picture, in another folder\n +\S+\/c\//);
  });

  test("puts a stream that nobody knew on the wall, offline, and its pictures into its history", async () => {
    fill([nameOf(0, "feed-1"), nameOf(9, "feed-2"), nameOf(4, "feed-1")]);
    expect((await bringIn("sample", "--stream", stream)).code).toBe(0);
    expect(await offlineWall(account, 1)).toMatchObject([{ stream }]);
    const history = await historyOf(account, "cam");
    expect(history.map(({ feed, time }) => [feed, time - START])).toEqual([
      ["feed-2", 270_000],
      ["feed-1", 120_000],
      ["feed-1", 0],
    ]);
  });

  test("leaves the tile of a stream alone that the wall knows", async () => {
    const { receive } = receiver();
    const now = Date.now();
    await receive(thumbnail({ stream, time: now, feed: "live" }));
    fill([nameOf(0)]);
    expect((await bringIn("sample", "--stream", stream)).code).toBe(0);
    expect((await wallOf(account)).tiles).toMatchObject([{ feed: "live", time: now, ended: false }]);
  });

  test("says what it cannot place, brings in the rest, and is not content", async () => {
    fill([nameOf(0), nameOf(0, "other-feed"), "latest.jpg", "feed_12.jpg"]);
    fill([nameOf(1)], Uint8Array.from(PICTURE.subarray(0, 2_000)));
    writeFileSync(place.file("map.csv"), `feed,stream\n${FEED},${stream}\n`);
    const { code, out } = await bringIn("sample", "--map", "map.csv");
    expect(code).toBe(1);
    expect(out).toMatch(/1 of feeds whose stream is not told.*\n +other-feed/);
    expect(out).toMatch(/2 not named <feedId>_<timestamp>\.jpg\n( +(latest|feed_12)\.jpg\n){2}/);
    expect(out).toMatch(new RegExp(`1 no JPEG that can be decoded.*\\n +${nameOf(1)}`));
    expect(out).toContain("Counted in the bucket: 1 of 1 pictures");
    expect(await keysBelow("log")).toHaveLength(1);
  });

  test("does nothing in a dry run", async () => {
    fill([nameOf(0)]);
    const { code, out } = await bringIn("sample", "--stream", stream, "--dry-run");
    expect([code, out]).toEqual([0, "1 objects: 1 pictures of 1 streams\n"]);
    expect(await keysOf(account)).toEqual([]);
  });

  test("goes on where it was", async () => {
    fill(range(5).map((n) => nameOf(n)));
    await bringIn("sample", "--stream", stream);
    fill(range(8).map((n) => nameOf(n)));
    const { code, out } = await bringIn("sample", "--stream", stream);
    expect([code, out]).toEqual([0, expect.stringContaining("3 brought in, 5 were there already")]);
    expect(await keysBelow("log")).toHaveLength(8);
  });

  test("never replaces another picture of the same feed and time", async () => {
    fill([nameOf(0)]);
    await bringIn("sample", "--stream", stream);
    fill([nameOf(0)], SMALL_JPEG);
    const { code, out } = await bringIn("sample", "--stream", stream);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`1 another picture is there.*\\n +${nameOf(0)}`));
  });

  test("counts what a store refused as missing, and a second run brings it in", async () => {
    fill(range(6).map((n) => nameOf(n)));
    const isRefused = (method: string, key: string) =>
      method === "PUT" && /^log\/20260901\/120[01]\/00/.test(key);
    const faulty = await startFaultyS3((method, key) =>
      isRefused(method, key) ? { status: 500, code: "InternalError" } : null,
    );
    const env = { ...process.env, AWS_ENDPOINT_URL_S3: faulty.endpoint };
    const broken = await place.run(importPictures, ["sample", "--stream", stream], env);
    await faulty.stop();
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(/2 failed: run it again\n/);
    expect(broken.out).toContain("Counted in the bucket: 4 of 6 pictures");
    expect(broken.out).toMatch(/2 missing: run it again\n/);

    const { code, out } = await bringIn("sample", "--stream", stream);
    expect([code, out]).toEqual([0, expect.stringContaining("2 brought in, 4 were there already")]);
    expect(out).toContain("Counted in the bucket: 6 of 6 pictures");
    expect(await keysBelow("previews")).toHaveLength(6);
  });

  test.each([
    [[], "missing required argument 'source'"],
    [["sample"], "say whose pictures they are"],
    [["sample", "--stream", "no slash"], "is no stream"],
    [["sample", "--stream", "a/b", "--parallel", "0"], "--parallel"],
    [["s3:bucket", "--stream", "a/b"], "s3://BUCKET"],
    [["sample", "--map", "none.csv"], "--map: "],
    [["sample", "--what"], "unknown option"],
  ])("with the arguments %j says what is wrong of them", async (args, why) => {
    fill([]);
    const { code, err } = await bringIn(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });

  test("says that a source is not there", async () => {
    expect(await bringIn("nowhere", "--stream", stream)).toMatchObject({
      code: 1,
      err: expect.stringContaining("nowhere") as unknown,
    });
  });

  test("leaves the files of a folder as they were", async () => {
    fill([nameOf(0)]);
    await bringIn("sample", "--stream", stream);
    expect(readdirSync(place.file("sample"))).toEqual([nameOf(0)]);
    expect(Buffer.from(PICTURE).equals(readFileSync(place.file(`sample/${nameOf(0)}`)))).toBe(true);
  });
});
