import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logKey, parseLogKey, parsePreviewKey, previewKey, startOfLog } from "#lib/model/keys.ts";
import { createFrame, pictureNumber, toFeed } from "../../../bench/wall/store/control.ts";
import { listPage } from "../../../bench/wall/store/list.ts";
import { createWorld, type World } from "../../../bench/wall/store/world.ts";
import { parsePictureAddress } from "../../../bench/wall/viewers/viewer.ts";

const BEGAN = Date.UTC(2026, 0, 1, 12);
const CAMERA_1 = "previews/BENCH/camera-00001/";

function listKeys(world: World, prefix: string, after = ""): string[] {
  return [...world.keys(prefix, after)].map(({ key }) => key);
}

describe("the benchmark's store", () => {
  test.each(["log/", "previews/"])(
    "lists every frame of %s once, in S3's order, from any key on",
    (prefix) => {
      const sizes = { feeds: fc.integer({ min: 1, max: 5 }), history: fc.integer({ min: 1, max: 300 }) };
      fc.assert(
        fc.property(
          fc.record({ ...sizes, turns: fc.nat({ max: 12 }), from: fc.nat() }),
          ({ feeds, history, turns, from }) => {
            const world = createWorld(feeds, history, BEGAN);
            for (let turn = 1; turn <= turns; turn++) world.publish(1, BEGAN + turn * 1_000);
            const all = listKeys(world, prefix);
            expect(all).toHaveLength(feeds * history + turns);
            expect(all).toEqual([...new Set(all)].sort());
            const place = from % all.length;
            expect(listKeys(world, prefix, all[place])).toEqual(all.slice(place + 1));
            const cut = all[place]?.slice(0, -20) ?? "";
            expect(listKeys(world, prefix, cut)).toEqual(all.filter((key) => key > cut));
          },
        ),
      );
    },
  );

  test("lists the log from a time on", () => {
    const world = createWorld(3, 100, BEGAN);
    world.publish(2, BEGAN + 1_000);
    world.add(createFrame(0, BEGAN + 500));
    const entries = listKeys(world, "log/", startOfLog(BEGAN + 1)).map(parseLogKey);
    expect(entries).toMatchObject([
      { frame: { feed: toFeed(0), time: BEGAN + 500 } },
      { frame: { feed: toFeed(0), time: BEGAN + 1_000 } },
      { frame: { feed: toFeed(1), time: BEGAN + 1_000 } },
    ]);
  });

  test("lists the previews of a stream, the newest first", () => {
    const world = createWorld(3, 3, BEGAN);
    world.publish(3, BEGAN + 1_000);
    const times = listKeys(world, CAMERA_1).map((key) => parsePreviewKey(key)?.time);
    expect(times).toEqual([BEGAN + 1_000, ...[0, 1, 2].map((age) => BEGAN - 10_000 - age * 30_000)]);
  });

  test("lists streams and hours by a delimiter, page by page", () => {
    const world = createWorld(5, 1_000, BEGAN);
    const page = (query: Record<string, string>) => {
      const xml = listPage(world, new URLSearchParams({ delimiter: "/", "max-keys": "3", ...query }));
      return {
        prefixes: [...xml.matchAll(/<Prefix>([^<]+)</g)].map(([, prefix = ""]) => prefix),
        token: /<NextContinuationToken>([^<]+)</.exec(xml)?.[1],
      };
    };
    expect(page({ prefix: "previews/" })).toEqual({ prefixes: ["previews/BENCH/"], token: undefined });
    // 50 × 100,000 previews take a minute to walk.
    const deep = createWorld(50, 100_000, BEGAN);
    expect(listKeys(deep, "previews/", "previews/BENCH/~")).toEqual([]);
    const first = page({ prefix: "previews/BENCH/" });
    const second = page({ prefix: "previews/BENCH/", "continuation-token": first.token ?? "" });
    const streams = [...first.prefixes, ...second.prefixes].map((prefix) => prefix.split("/")[2]);
    expect([streams.length, new Set(streams).size, second.token]).toEqual([5, 5, undefined]);
    // 1,000 frames in 30 s are eight hours and a third.
    const hours = listPage(world, new URLSearchParams({ delimiter: "/", prefix: CAMERA_1 }));
    expect([...hours.matchAll(/<CommonPrefixes>/g)]).toHaveLength(9);
  });
});

test("finds the frame of an address", () => {
  const frame = createFrame(7, BEGAN);
  const shown = { name: `${toFeed(7)} ${BEGAN}`, time: BEGAN, picture: pictureNumber(7, BEGAN) };
  const original = logKey({ kind: "frame", frame }).replaceAll(",", "%2C");
  expect(parsePictureAddress(`http://store/bench/${original}?X-Amz-Signature=1`)).toEqual(shown);
  expect(parsePictureAddress(`http://store/bench/${previewKey(frame)}`)).toEqual(shown);
  expect(parsePictureAddress("http://store/bench/icon.svg")).toBeNull();
});
