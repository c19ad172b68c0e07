import { existsSync, readdirSync } from "node:fs";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logKey } from "#lib/model/keys.ts";
import { run as exportFrames } from "../../cli/export/index.ts";
import { Workplace } from "../support/command.ts";
import { frameOf } from "../support/frames.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { newAccount } from "../support/receiver.ts";
import { storeClient, storeWith } from "../support/store-client.ts";
import { unzip } from "../support/unzip.ts";

const START = Date.UTC(2026, 8, 1, 12);

let place: Workplace;
let account: string;
beforeEach(() => {
  place = new Workplace();
  account = newAccount();
});
afterEach(() => place.remove());

const toFrame = (n: number) => frameOf(account, { time: START + n * 30_000 });

async function store(...numbers: number[]): Promise<void> {
  for (const frame of numbers.map(toFrame)) {
    const signal = AbortSignal.timeout(10_000);
    await storeWith().putPreview(frame, Uint8Array.of(1), signal);
    await storeWith().putOriginal(frame, SMALL_JPEG, null, signal);
  }
}

async function expire(n: number): Promise<void> {
  const { client, bucket } = storeClient();
  const Key = logKey({ kind: "frame", frame: toFrame(n) });
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}

const run = (out: string) => {
  const period = ["--from", "2026-09-01", "--to", "2026-09-02"];
  return place.run(exportFrames, [`${account}/cam`, "--out", out, ...period], process.env);
};

test("exports the pictures of a period whose originals are left", async () => {
  await store(0, 1, 2, 2_880);
  await expire(0);
  const { code, out } = await run("pictures");
  expect([code, out]).toEqual([
    0,
    "3 pictures, 2026-09-01T12:00:00.000Z to 2026-09-01T12:01:00.000Z\n" +
      "1 of them have expired: only their previews are left\nWritten: pictures\n",
  ]);
  const files = ["030", "100"].map((at) => `20260901T120${at}.000Z-feed-1.jpg`);
  expect(readdirSync(place.file("pictures")).sort()).toEqual(files);
  expect((await run("pictures.zip")).code).toBe(0);
  const zipped = unzip(place.file("pictures.zip"));
  expect([...zipped.keys()]).toEqual(files);
  for (const bytes of zipped.values()) expect(bytes.equals(Buffer.from(SMALL_JPEG))).toBe(true);
});

test("makes no time-lapse of feeds that sent at the same time", async () => {
  const signal = AbortSignal.timeout(10_000);
  for (const feed of ["left", "right"]) {
    await storeWith().putPreview({ ...toFrame(0), feed }, Uint8Array.of(1), signal);
    await storeWith().putOriginal({ ...toFrame(0), feed }, SMALL_JPEG, null, signal);
  }
  const choose = expect.stringMatching(/choose one with --feed: (left, right|right, left)/) as string;
  expect(await run("film.mp4")).toMatchObject({ code: 2, err: choose });
});

test("writes nothing when a period has no pictures, or all have expired", async () => {
  const empty = expect.stringContaining("no pictures in that period") as string;
  expect(await run("pictures")).toMatchObject({ code: 1, out: empty });
  await store(0);
  await expire(0);
  const expired = expect.stringContaining("have expired: only previews are left") as string;
  expect(await run("pictures.zip")).toMatchObject({ code: 1, out: expired });
  expect([existsSync(place.file("pictures")), existsSync(place.file("pictures.zip"))]).toEqual([
    false,
    false,
  ]);
});
