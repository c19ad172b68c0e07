import fc from "fast-check";
import { expect, test } from "vitest";
import { logKey, previewKey, startOfLog } from "#lib/model/keys.ts";
import { Bucket } from "../../../bench/wall/store/bucket.ts";
import { createFrame, toFeed } from "../../../bench/wall/store/frames.ts";
import { parsePictureAddress } from "../../../bench/wall/viewers/viewer.ts";

const BEGAN = Date.UTC(2026, 0, 1, 12);

/** Follows the pages of a LIST to its end. */
function list(bucket: Bucket, query: Record<string, string>): string[] {
  const found: string[] = [];
  let page: Record<string, string> = {};
  for (;;) {
    const xml = bucket.list(new URLSearchParams({ ...query, ...page }));
    found.push(...[...xml.matchAll(/<(?:Key|Prefix)>([^<]+)</g)].map(([, name = ""]) => name));
    const token = /<NextContinuationToken>([^<]+)</.exec(xml)?.[1];
    if (token === undefined) return found;
    page = { "continuation-token": token };
  }
}

test.each(["log/", "previews/"])("lists every frame of %s once, in S3's order, from any key on", (prefix) => {
  const sizes = { feeds: fc.integer({ min: 1, max: 5 }), history: fc.integer({ min: 1, max: 20 }) };
  fc.assert(
    fc.property(
      fc.record({ ...sizes, published: fc.nat({ max: 12 }), from: fc.nat() }),
      ({ feeds, history, published, from }) => {
        const bucket = new Bucket(feeds, history, BEGAN);
        for (let turn = 1; turn <= published; turn++) bucket.publish(1, BEGAN + turn * 1_000);
        const all = list(bucket, { prefix, "max-keys": "7" });
        expect(all).toHaveLength(feeds * history + published);
        expect(all).toEqual([...new Set(all)].sort());
        const after = all[from % all.length] ?? "";
        for (const start of [after, after.slice(0, -20)])
          expect(list(bucket, { prefix, "start-after": start })).toEqual(all.filter((key) => key > start));
      },
    ),
  );
});

test("lists the log from a time on", () => {
  const bucket = new Bucket(3, 100, BEGAN);
  bucket.publish(2, BEGAN + 1_000);
  bucket.add(createFrame(0, BEGAN + 500));
  const frames = [createFrame(0, BEGAN + 500), createFrame(0, BEGAN + 1_000), createFrame(1, BEGAN + 1_000)];
  const keys = frames.map((frame) => logKey({ kind: "frame", frame }));
  expect(list(bucket, { prefix: "log/", "start-after": startOfLog(BEGAN + 1) })).toEqual(keys);
});

test("lists streams and hours by a delimiter", () => {
  const bucket = new Bucket(5, 1_000, BEGAN);
  const folders = (prefix: string) => list(bucket, { prefix, delimiter: "/", "max-keys": "3" });
  expect(folders("previews/")).toEqual(["previews/BENCH/"]);
  const streams = folders("previews/BENCH/");
  expect(new Set(streams).size).toBe(5);
  // 1,000 frames each 30 s: from 03:40 to 12:00.
  expect(folders(streams[4] ?? "")).toHaveLength(10);
});

test("finds the frame of an address", () => {
  const frame = createFrame(7, BEGAN);
  const original = logKey({ kind: "frame", frame }).replaceAll(",", "%2C");
  for (const key of [`${original}?X-Amz-Signature=1`, previewKey(frame)])
    expect(parsePictureAddress(`http://store/bench/${key}`)).toMatchObject({ feed: toFeed(7), time: BEGAN });
  expect(parsePictureAddress("http://store/bench/icon.svg")).toBeNull();
});
