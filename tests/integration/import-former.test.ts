// A bucket of Livewall before the log, brought into the log.
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importPictures } from "../../cli/import/index.ts";
import { Workplace } from "../support/command.ts";
import { startFaultyS3 } from "../support/faulty-s3.ts";
import { jpegOf } from "../support/picture.ts";
import { entriesOf, historyOf, keysOf, newAccount, pastOf, storeWith } from "../support/receiving.ts";
import { offlineWall } from "../support/offline-wall.ts";
import { storeClient } from "../support/store-client.ts";

const START = Date.UTC(2026, 8, 1, 12);
const PICTURE = await jpegOf(640, 360);
const { client, bucket } = storeClient();

let place: Workplace;
let account: string;
/** What the keys of the source begin with. */
let root: string;

beforeEach(() => {
  place = new Workplace();
  account = newAccount();
  root = `before-${account}/`;
});
afterEach(() => place.remove());

async function put(Key: string, Body: Uint8Array = new Uint8Array()): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: root + Key, Body }));
}

/** A frame as Livewall before the log kept it, with its preview. */
async function putFrame(feed: string, time: number, jpeg = PICTURE, name = "cam"): Promise<void> {
  const written = new Date(time).toISOString().replaceAll(/[-:]/g, "");
  const path = `${account}/${name}/${9_999_999_999_999 - time}-${written}-${feed}`;
  await put(`frames/${path}.jpg`, jpeg);
  await put(`previews/${path}.webp`, Uint8Array.of(1, 2, 3));
}

const putNote = (feed: string, note: string, name = "cam") =>
  put(`latest/${account}/${name}/${feed}/${note}`);
const bringIn = (env = process.env, from = `s3://${bucket}/before-${account}`) =>
  place.run(importPictures, [from, "--former-layout"], env);

describe("livewall import --former-layout", () => {
  test("brings frames, sources and ends into wall, history and the wall's past, and leaves the source as it was", async () => {
    for (const n of [0, 1, 2]) await putFrame("left-1", START + n * 30_000);
    for (const n of [0, 1, 2, 3]) await putFrame("right-1", START + n * 30_000 + 5);
    await putFrame("alone", START, PICTURE, "other%20cam");
    await putNote("left-1", "source=left");
    await putNote("left-1", `ended=${START + 70_000}`);
    await putNote("right-1", "source=right");
    await putNote("right-1", `frame=${START + 90_005},640x360`);
    const { code, out, err } = await bringIn();
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("8 objects: 8 pictures of 2 streams");
    expect(out).toContain("2 feeds whose source is known");
    expect(out).toContain("1 feeds that ended");
    expect(out).toContain("Counted in the bucket: 8 of 8 pictures, each of its size");

    expect((await offlineWall(account, 2)).map(({ name }) => name)).toEqual(["cam", "other cam"]);
    const history = await historyOf(account, "cam");
    expect(history.map(({ source, time }) => `${source ?? "?"} ${time - START}`)).toEqual([
      "right 90005",
      "right 60005",
      "left 60000",
      "right 30005",
      "left 30000",
      "right 5",
      "left 0",
    ]);
    expect(await historyOf(account, "other cam")).toMatchObject([{ source: null, isBare: false }]);
    const past = await pastOf(account, START + 95_000);
    expect(past.map(({ source, time }) => [source, time - START])).toEqual([
      ["left", 60_000],
      ["right", 90_005],
      [null, 0],
    ]);
    const ends = (await entriesOf(account)).filter(({ kind }) => kind === "ended");
    expect(ends).toMatchObject([{ feed: "left-1", ended: START + 70_000 }]);
    const stream = { account, name: "cam" };
    expect(await storeWith().findSource(stream, "left-1", AbortSignal.timeout(10_000))).toBe("left");
  });

  test("makes previews anew", async () => {
    await putFrame("feed", START);
    await bringIn();
    const [Key] = (await keysOf(account)).filter((key) => key.startsWith("previews/"));
    const preview = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(preview.ContentType).toBe("image/webp");
    expect(preview.ContentLength).toBeGreaterThan(100);
  });

  test("reads the bucket that it writes to, former previews beside the new ones", async () => {
    root = "";
    for (const n of [0, 1, 2]) await putFrame("feed", START + n * 30_000);
    const { code, out } = await bringIn(process.env, `s3://${bucket}`);
    expect([code, out]).toEqual([0, expect.stringContaining("3 brought in, 0 were there already")]);
    expect(out).toContain("Livewall no longer reads frames/ and latest/ at the source");
    expect(await historyOf(account, "cam")).toHaveLength(3);
    expect(await offlineWall(account, 1)).toMatchObject([{ name: "cam" }]);
    expect((await bringIn(process.env, `s3://${bucket}`)).out).toContain(
      "0 brought in, 3 were there already",
    );
  });

  test("finds black pictures again", async () => {
    const create = { width: 640, height: 360, channels: 3, background: "#000" } as const;
    await putFrame("feed", START, Uint8Array.from(await sharp({ create }).jpeg().toBuffer()));
    await bringIn();
    expect(await historyOf(account, "cam")).toMatchObject([{ faults: ["black"] }]);
    expect((await keysOf(account)).filter((key) => key.startsWith("faults/"))).toHaveLength(1);
  });

  test("stores nothing in a second run", async () => {
    for (const n of [0, 1, 2]) await putFrame("feed", START + n * 30_000);
    await putNote("feed", "source=");
    await putNote("feed", `ended=${START + 70_000}`);
    await bringIn();
    const keys = await keysOf(account);
    const watched = await startFaultyS3(() => null);
    const { code, out } = await bringIn({ ...process.env, AWS_ENDPOINT_URL_S3: watched.endpoint });
    await watched.stop();
    expect([code, out]).toEqual([0, expect.stringContaining("0 brought in, 3 were there already")]);
    expect(await keysOf(account)).toEqual(keys);
    expect(watched.requests.filter((request) => /^PUT (log|previews)\/.*(jpg|webp)$/.test(request))).toEqual(
      [],
    );
  });

  test("says what it cannot read, and what another picture is there for", async () => {
    await putFrame("feed", START);
    await bringIn();
    await putFrame("feed", START, await jpegOf(320, 180));
    await put("frames/notes.txt", Uint8Array.of(1));
    await put(`frames/${account}/cam/${FOREIGN}`, PICTURE);
    const { code, out } = await bringIn();
    expect(code).toBe(1);
    expect(out).toMatch(/2 not named frames\/<account>\/<stream>\/<number>-<time>-<feed>\.jpg\n/);
    expect(out).toMatch(/1 another picture is there under this feed and time: it stays\n/);
  });

  test("refuses to be told the streams, which it reads", async () => {
    const args = [`s3://${bucket}`, "--former-layout", "--stream", "a/b"];
    expect(await place.run(importPictures, args, process.env)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--former-layout knows the streams") as unknown,
    });
  });
});

const FOREIGN = "8219999999999-20260101T000000.000Z-feed.jpg";
