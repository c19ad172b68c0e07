import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Frame } from "#lib/model/frame.ts";
import { logKey } from "#lib/model/keys.ts";
import { DeleteObjectsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { exportFrames } from "../../cli/export/index.ts";
import { Workplace } from "../support/command.ts";
import { jpegOf, SMALL_JPEG } from "../support/picture.ts";
import { newAccount } from "../support/receiving.ts";
import { storeClient, storeWith } from "../support/store-client.ts";
import { unzip } from "../support/unzip.ts";

const START = Date.UTC(2026, 8, 1, 12);
const PICTURE = await jpegOf(321, 181);
const PERIOD = ["--from", "2026-09-01", "--to", "2026-09-02"];
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;

let place: Workplace;
let account: string;

beforeEach(() => {
  place = new Workplace();
  account = newAccount();
});
afterEach(() => place.remove());

async function keep(
  count: number,
  feed = "feed-1",
  start = START,
  jpeg: Uint8Array = PICTURE,
): Promise<void> {
  const store = storeWith();
  for (let n = 0; n < count; n++) {
    const frame = frameAt(start + n * 30_000, feed);
    const signal = AbortSignal.timeout(10_000);
    await store.putPreview(frame, Uint8Array.of(1), signal);
    await store.putOriginal(frame, jpeg, null, signal);
  }
}

const frameAt = (time: number, feed: string): Frame => ({
  stream: { account, name: "a camera" },
  feed,
  time,
  width: 321,
  height: 181,
  faults: [],
  isBare: false,
  source: null,
});

async function forget(keys: readonly string[]): Promise<void> {
  const { client, bucket } = storeClient();
  const Objects = keys.map((Key) => ({ Key }));
  await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
}

const take = (...args: string[]) => place.run(exportFrames, [`${account}/a camera`, ...args], process.env);

describe("livewall export", () => {
  test("writes the pictures of a period as files that sort by time", async () => {
    await keep(3);
    await keep(1, "feed-1", START + 86_400_000);
    const { code, out } = await take("--out", "pictures", ...PERIOD);
    expect([code, out]).toEqual([
      0,
      "3 pictures, 2026-09-01T12:00:00.000Z to 2026-09-01T12:01:00.000Z\nWritten: pictures\n",
    ]);
    const files = readdirSync(place.file("pictures")).sort();
    expect(files).toEqual(["000", "030", "100"].map((at) => `20260901T120${at}.000Z-feed-1.jpg`));
    expect(Buffer.from(PICTURE).equals(readFileSync(place.file(`pictures/${files[0] ?? ""}`)))).toBe(true);
  });

  test("goes on in a folder that has some of them", async () => {
    await keep(2);
    await take("--out", "pictures", ...PERIOD);
    writeFileSync(place.file("pictures/20260901T120000.000Z-feed-1.jpg"), "broken off");
    await keep(3);
    expect((await take("--out", "pictures", ...PERIOD)).code).toBe(0);
    const files = readdirSync(place.file("pictures"));
    expect(files.map((file) => readFileSync(place.file(`pictures/${file}`)).byteLength)).toEqual(
      [1, 2, 3].map(() => PICTURE.byteLength),
    );
  });

  test("writes a zip that any program opens", async () => {
    await keep(40);
    expect((await take("--out", "pictures.zip", ...PERIOD)).code).toBe(0);
    const files = unzip(place.file("pictures.zip"));
    expect(files.size).toBe(40);
    for (const bytes of files.values()) expect(bytes.equals(Buffer.from(PICTURE))).toBe(true);
    expect(readdirSync(place.directory)).toEqual(["pictures.zip"]);
  });

  test.runIf(hasFfmpeg).each(["mp4", "webm"])(
    "makes a time-lapse, as %s",
    { timeout: 60_000 },
    async (format) => {
      await keep(12);
      await keep(1, "feed-2", START + 400_000, SMALL_JPEG);
      const { code, err } = await take("--out", `film.${format}`, "--rate", "5", ...PERIOD);
      expect([code, err]).toEqual([0, ""]);
      const probe = ["-v", "error", "-count_frames", "-select_streams", "v", "-of", "csv=p=0"];
      const entries = ["-show_entries", "stream=width,height,r_frame_rate,nb_read_frames"];
      const { stdout } = spawnSync("ffprobe", [...probe, ...entries, place.file(`film.${format}`)]);
      expect(stdout.toString().trim()).toBe("320,180,5/1,13");
    },
  );

  test.runIf(hasFfmpeg)(
    "makes no time-lapse of feeds that sent at the same time, and names them",
    async () => {
      await keep(2, "left");
      await keep(2, "right");
      const { code, err } = await take("--out", "film.mp4", ...PERIOD);
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/choose one with --feed: (left, right|right, left)/),
      ]);
      expect((await take("--out", "film.mp4", "--feed", "left", ...PERIOD)).code).toBe(0);
    },
  );

  test("says that a period is empty", async () => {
    expect(await take("--out", "pictures", ...PERIOD)).toMatchObject({
      code: 1,
      out: expect.stringContaining("no pictures in that period") as unknown,
    });
    expect(existsSync(place.file("pictures"))).toBe(false);
  });

  test("leaves out originals that have expired, and says how many", async () => {
    await keep(3);
    await forget([frameAt(START, "feed-1")].map((frame) => logKey({ kind: "frame", frame })));
    const { code, out } = await take("--out", "pictures.zip", ...PERIOD);
    expect(code).toBe(0);
    expect(out).toContain("1 of them have expired: only their previews are left\n");
    expect([...unzip(place.file("pictures.zip")).keys()]).toHaveLength(2);
  });

  test("says that all of a period have expired, and writes nothing", async () => {
    await keep(1);
    await forget([logKey({ kind: "frame", frame: frameAt(START, "feed-1") })]);
    const { code, out } = await take("--out", "pictures.zip", ...PERIOD);
    expect([code, out]).toEqual([1, expect.stringContaining("have expired: only previews are left")]);
    expect(readdirSync(place.directory)).toEqual([]);
  });

  test("reads the log where a stream has no previews", async () => {
    await keep(2);
    const { client, bucket } = storeClient();
    const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: `previews/${account}/` });
    await forget(((await client.send(list)).Contents ?? []).map(({ Key = "" }) => Key));
    expect((await take("--out", "pictures", ...PERIOD)).code).toBe(0);
    expect(readdirSync(place.file("pictures"))).toHaveLength(2);
  });

  test("overwrites no file", async () => {
    writeFileSync(place.file("pictures.zip"), "mine");
    const { code, err } = await take("--out", "pictures.zip", ...PERIOD);
    expect([code, err]).toEqual([2, expect.stringContaining("is there already")]);
    expect(readFileSync(place.file("pictures.zip"), "utf8")).toBe("mine");
  });

  test.each([
    [["--last", "1h"], "--out"],
    [["--out", "x"], "--last"],
    [["more", "--out", "x", "--last", "1h"], "too many arguments"],
    [["--out", "x", "--last", "1h", "--rate", "0"], "--rate"],
    [["--out", "x", "--last", "1h", "--feed", "a b"], "--feed"],
  ])("with the arguments %j says what is wrong of them", async (args, why) => {
    const { code, err } = await take(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });
});
