// livewall import --former-layout.
import { HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run as importPictures } from "../../cli/import/index.ts";
import { Workplace } from "../support/command.ts";
import { startFaultyS3 } from "../support/faulty-s3.ts";
import { jpegOf, SMALL_JPEG } from "../support/picture.ts";
import { newAccount } from "../support/receiver.ts";
import { entriesOf, historyOf, keysOf } from "../support/receiving.ts";
import { storeClient, storeWith } from "../support/store-client.ts";

const START = Date.UTC(2026, 8, 1, 12);
const { client, bucket } = storeClient();

let place: Workplace;
let account: string;
beforeEach(() => {
  place = new Workplace();
  account = newAccount();
});
afterEach(() => place.remove());

const run = (args: string[], env = process.env) => place.run(importPictures, args, env);

test("imports the former layout in place, and makes its previews anew beside the former ones", async () => {
  const path = `${account}/cam/${9_999_999_999_999 - START}-20260901T120000.000Z-left`;
  const former = `previews/${path}.webp`;
  for (const [Key, Body] of Object.entries({
    [`frames/${path}.jpg`]: await jpegOf(640, 360),
    [former]: Uint8Array.of(1, 2, 3),
  })) {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  }
  const { code, out } = await run([`s3://${bucket}`, "--former-layout"]);
  expect([code, out]).toEqual([0, expect.stringContaining("1 brought in, 0 were there already")]);
  expect(await historyOf(account, "cam")).toMatchObject([{ time: START, isBare: false }]);
  const previews = (await keysOf(account)).filter((key) => key.startsWith("previews/"));
  expect(previews).toHaveLength(2);
  const lengths = previews.map(async (Key) => {
    const { ContentLength = 0 } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
    return Key === former ? ContentLength === 3 : ContentLength > 100;
  });
  expect(await Promise.all(lengths)).toEqual([true, true]);
});

test("imports frames, sources and ends of the former layout, and stores nothing in a second run", async () => {
  const root = `before-${account}/`;
  const put = (Key: string, Body: Uint8Array = new Uint8Array()) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: root + Key, Body }));
  async function putFrame(feed: string, time: number, jpeg: Uint8Array = SMALL_JPEG, name = "cam") {
    const written = new Date(time).toISOString().replaceAll(/[-:]/g, "");
    const path = `${account}/${name}/${9_999_999_999_999 - time}-${written}-${feed}`;
    await put(`frames/${path}.jpg`, jpeg);
    await put(`previews/${path}.webp`, Uint8Array.of(1, 2, 3));
  }
  const create = { width: 640, height: 360, channels: 3, background: "#000" } as const;
  await putFrame("left-1", START, await sharp({ create }).jpeg().toBuffer());
  await putFrame("right-1", START + 5);
  await putFrame("alone", START, SMALL_JPEG, "other%20cam");
  const notes = `latest/${account}/cam`;
  await put(`${notes}/left-1/source=left`);
  await put(`${notes}/left-1/ended=${START + 70_000}`);
  await put(`${notes}/right-1/source=right`);
  await put(`${notes}/right-1/frame=${START + 5},640x360`);
  const args = [`s3://${bucket}/before-${account}`, "--former-layout"];
  const { code, out, err } = await run(args);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("3 objects: 3 pictures of 2 streams");
  expect(out).toContain("2 feeds whose source is known");
  expect(out).toContain("1 feeds that ended");
  expect(out).toContain("Livewall no longer reads frames/ and latest/ at the source");
  expect(await historyOf(account, "cam")).toMatchObject([
    { source: "right", time: START + 5, faults: [] },
    { source: "left", time: START, faults: ["black"] },
  ]);
  expect(await historyOf(account, "other cam")).toMatchObject([{ source: null, isBare: false }]);
  const ends = (await entriesOf(account)).filter(({ kind }) => kind === "ended");
  // A feed without an end of its own ends at its last picture.
  expect(ends).toMatchObject([
    { feed: "alone", ended: START },
    { feed: "right-1", ended: START + 5 },
    { feed: "left-1", ended: START + 70_000 },
  ]);
  expect((await keysOf(account)).filter((key) => key.startsWith("faults/"))).toHaveLength(1);
  const found = storeWith().findSource({ account, name: "cam" }, "left-1", AbortSignal.timeout(10_000));
  expect(await found).toBe("left");

  const keys = await keysOf(account);
  const watched = await startFaultyS3(() => null);
  const again = await run(args, { ...process.env, AWS_ENDPOINT_URL_S3: watched.endpoint });
  await watched.stop();
  expect([again.code, again.out]).toEqual([0, expect.stringContaining("0 brought in, 3 were there")]);
  expect(await keysOf(account)).toEqual(keys);
  expect(watched.requests.filter((request) => /^PUT (log|previews)\/.*(jpg|webp)$/.test(request))).toEqual(
    [],
  );

  await putFrame("right-1", START + 5, await jpegOf(320, 180));
  await put("frames/notes.txt", Uint8Array.of(1));
  const changed = await run(args);
  expect(changed.code).toBe(1);
  expect(changed.out).toMatch(/1 not named frames\/<account>\/<stream>\/<number>-<time>-<feed>\.jpg\n/);
  expect(changed.out).toMatch(/1 another picture is there under this feed and time: it stays\n/);
});
