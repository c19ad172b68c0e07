import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Frame } from "#lib/model/frame.ts";
import { logKey, previewKey, previewsPrefix } from "#lib/model/keys.ts";
import { StoreError } from "#lib/store/store.ts";
import { exportFolder, isZip } from "../../../cli/export/files.ts";
import { findSimultaneous, listFrames } from "../../../cli/export/frames.ts";
import { readOriginals, withinLog } from "../../../cli/export/originals.ts";
import { exportVideo, isVideo } from "../../../cli/export/video.ts";
import { Workplace } from "../../support/command.ts";
import { frameOf } from "../../support/frames.ts";
import { jpegOf, SMALL_JPEG } from "../../support/picture.ts";
import { toArray } from "../../support/to-array.ts";

const START = 1.78e12;
const frame = (second: number, feed = "a") => frameOf("ZG6NWV", { feed, time: START + second * 1_000 });
const STREAM = frame(0).stream;
const period = (from: number, to: number) => ({ from: START + from * 1_000, to: START + to * 1_000 });
const preview = (one: Frame, storedAt = 0) => ({ key: previewKey(one), storedAt });
const original = (one: Frame) => ({ key: logKey({ kind: "frame", frame: one }) });

function bucketOf(objects: readonly { readonly key: string; readonly storedAt?: number }[]) {
  return {
    async *list(prefix: string, after = "") {
      for (const object of objects.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
        if (!object.key.startsWith(prefix) || object.key <= after) continue;
        yield await Promise.resolve({ bytes: 1, ...object });
      }
    },
  };
}

describe("the frames of a period", () => {
  test.each([
    ["previews", preview],
    ["the log", original],
  ])("are read from %s: each once, the oldest first, without foreign objects", async (_, toObject) => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 500 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 0, max: 7_000 }), async (all, from) => {
        const frames = all.flatMap((time) =>
          time % 3 === 0 ? [frame(time), frame(time, "b")] : [frame(time)],
        );
        const own = frames.map((one) => toObject(one));
        const foreign = [...own.map(({ key }) => `${key}.bak`), `${previewsPrefix(STREAM)}0000-notes.txt`];
        const bucket = bucketOf([...own, ...foreign.map((key) => ({ key }))]);
        const found = await listFrames(bucket, STREAM, null, period(from, 7_500));
        const { from: first, to: last } = period(from, 7_500);
        const wanted = frames.filter(({ time }) => time >= first && time <= last);
        expect(found.map(({ time }) => time)).toEqual(
          wanted.map(({ time }) => time).toSorted((a, b) => a - b),
        );
        expect(new Set(found.map(({ time, feed }) => `${time}${feed}`)).size).toBe(found.length);
      }),
      { numRuns: 30 },
    );
  });

  test("may be limited to a feed", async () => {
    const bucket = bucketOf([frame(1), frame(2, "b"), frame(3)].map((one) => preview(one)));
    expect(await listFrames(bucket, STREAM, "a", period(0, 9))).toMatchObject([frame(1), frame(3)]);
  });

  test("exclude other streams of the log", async () => {
    const other = { ...frame(1), stream: { ...STREAM, name: "cam 2" } };
    const bucket = bucketOf([frame(1), other].map(original));
    expect(await listFrames(bucket, STREAM, null, period(0, 9))).toMatchObject([frame(1)]);
  });

  test("have the judgement that was stored first", async () => {
    const frozen: Frame = { ...frame(1), faults: ["frozen"] };
    const bucket = bucketOf([preview(frame(1), 20), preview(frozen, 10)]);
    expect(await listFrames(bucket, STREAM, null, period(0, 9))).toMatchObject([{ faults: ["frozen"] }]);
  });
});

describe("originals", () => {
  const stored = [1, 2, 3].map((second) => ({ ...frame(second), storedAt: 0 }));

  test("are skipped when expired", async () => {
    const expired = new StoreError("get", Object.assign(new Error(), { name: "NoSuchKey" }));
    const read = (key: string) =>
      key === original(frame(2)).key ? Promise.reject(expired) : Promise.resolve(Uint8Array.of(1));
    const seen: boolean[] = [];
    const found = await toArray(readOriginals({ read }, stored, (isThere) => seen.push(isThere)));
    expect(found.map((one) => one.frame)).toEqual([stored[0], stored[2]]);
    expect(seen).toEqual([true, false, true]);
  });

  test("are read in order, 16 at once", async () => {
    let [running, max] = [0, 0];
    const read = async () => {
      max = Math.max(max, ++running);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      running -= 1;
      return Uint8Array.of(1);
    };
    const many = Array.from({ length: 100 }, (_, second) => ({ ...frame(second), storedAt: 0 }));
    const found = await toArray(readOriginals({ read }, many, () => undefined));
    expect([found.map((one) => one.frame), max]).toEqual([many, 16]);
  });

  test("older than the log are not read", async () => {
    expect(await withinLog(bucketOf([original(frame(2))]), stored)).toEqual(stored.slice(1));
  });

  test("end the export with any other error", async () => {
    const read = () => Promise.reject(new StoreError("get", new Error("away")));
    await expect(readOriginals({ read }, stored, () => undefined).next()).rejects.toThrow("away");
  });
});

test("finds feeds that sent at the same time", () => {
  const frames = [frame(1, "a"), frame(2, "b"), frame(3, "a"), frame(4, "b"), frame(5, "c")];
  expect(findSimultaneous(frames)).toEqual(["a", "b"]);
  expect(findSimultaneous([frame(1, "a"), frame(2, "a"), frame(3, "b")])).toEqual([]);
});

test.each([
  ["film.mp4", "video"],
  ["film.webm", "video"],
  ["FILM.MP4", "video"],
  ["film.mp4.d", "folder"],
  ["mp4", "folder"],
  ["a.zip", "zip"],
  ["A.ZIP", "zip"],
  [".zip.d", "folder"],
  ["zip", "folder"],
  ["a.gif", "folder"],
])("exports to %s as a %s", (name, format) => {
  expect([isVideo(name), isZip(name)]).toEqual([format === "video", format === "zip"]);
});

const place = new Workplace();
afterAll(() => place.remove());

async function* pictures(count: number, jpeg: Uint8Array = SMALL_JPEG) {
  for (let n = 0; n < count; n++) yield await Promise.resolve({ frame: frame(n), jpeg });
}

test("completes a folder that has some of the pictures", async () => {
  const folder = place.file("pictures");
  await exportFolder(pictures(2), folder);
  const [first = ""] = readdirSync(folder).sort();
  writeFileSync(`${folder}/${first}`, "cut");
  await exportFolder(pictures(3), folder);
  const sizes = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`).byteLength);
  expect(sizes).toEqual([1, 2, 3].map(() => SMALL_JPEG.byteLength));
});

const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;
test.runIf(hasFfmpeg).each(["mp4", "webm"])(
  "makes a time-lapse of the first picture's size as %s",
  async (format) => {
    const file = place.file(`film.${format}`);
    const large = await jpegOf(321, 181);
    async function* all() {
      yield* pictures(12, large);
      yield* pictures(1);
    }
    await exportVideo(all(), { file, rate: 5, maxWidth: 1_920 });
    const probe = ["-v", "error", "-count_frames", "-select_streams", "v", "-of", "csv=p=0"];
    const entries = ["-show_entries", "stream=width,height,r_frame_rate,nb_read_frames"];
    const { stdout } = spawnSync("ffprobe", [...probe, ...entries, file]);
    expect(stdout.toString().trim()).toBe("320,180,5/1,13");
  },
);

test.each(["SIGINT", "SIGTERM"] as const)("leaves nothing half-written after %s", async (signal) => {
  const folder = place.file(`interrupted-${signal}`);
  mkdirSync(folder);
  const program = `
    import { writeFile } from "node:fs/promises";
    import { writeWhole } from "./cli/export/files.ts";
    await writeWhole(process.argv[1] + "/film.zip", async (part) => {
      await writeFile(part, "half");
      console.log("writing");
      setInterval(() => undefined, 1_000);
      await new Promise(() => undefined);
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, folder]);
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  expect([code, readdirSync(folder)]).toEqual([signal === "SIGINT" ? 130 : 143, []]);
});
