import fc from "fast-check";
import { expect, test } from "vitest";
import { frameKey, parseFactKey, previewKey } from "#lib/store/keys.ts";
import { feedOf, pictureAt, streamOf } from "../../../bench/wall/store/control.ts";
import { createWorld } from "../../../bench/wall/store/world.ts";
import { parsePictureAddress } from "../../../bench/wall/viewers/picture-address.ts";

const BEGAN = Date.UTC(2026, 0, 1, 12);

function keysOf(...[world, prefix, after = ""]: [ReturnType<typeof createWorld>, string, string?]): string[] {
  return [...world.keys(prefix, after)].map(({ key }) => key);
}

test("the benchmark's store has every frame once, in S3's order, from wherever a list goes on", () => {
  const sizes = { feeds: fc.integer({ min: 1, max: 5 }), history: fc.integer({ min: 1, max: 8 }) };
  fc.assert(
    fc.property(
      fc.record({ ...sizes, turns: fc.nat({ max: 12 }), from: fc.nat() }),
      ({ feeds, history, turns, from }) => {
        const world = createWorld(feeds, history, BEGAN);
        for (let turn = 1; turn <= turns; turn++) world.publish(1, BEGAN + turn * 1_000);
        const all = keysOf(world, "frames/");
        expect(all).toHaveLength(feeds * history + turns);
        expect(all).toEqual([...new Set(all)].sort());
        const place = from % all.length;
        expect(keysOf(world, "frames/", all[place])).toEqual(all.slice(place + 1));
      },
    ),
  );
});

test("it has one fact of each feed, of its newest frame", () => {
  const world = createWorld(3, 100, BEGAN);
  world.publish(1, BEGAN + 1_000);
  world.add({ feed: feedOf(1), time: BEGAN + 2_000 });
  const facts = keysOf(world, "latest/").map((key) => parseFactKey(key)?.fact);
  expect(facts).toMatchObject([{ time: BEGAN + 1_000 }, { time: BEGAN + 2_000 }, { kind: "frame" }]);
  expect(keysOf(world, "latest/BENCH/camera-00001/")).toHaveLength(1);
});

test("an address says which frame it shows, whether as an original or as a preview", () => {
  const frame = { stream: streamOf(7), feed: feedOf(7), time: BEGAN };
  const shown = { name: `${feedOf(7)} ${BEGAN}`, time: BEGAN, picture: pictureAt(7, BEGAN) };
  expect(parsePictureAddress(`http://store/bench/${frameKey(frame)}?X-Amz-Signature=1`)).toEqual(shown);
  expect(parsePictureAddress(`http://store/bench/${previewKey(frame)}`)).toEqual(shown);
  expect(parsePictureAddress("http://store/bench/icon.svg")).toBeNull();
});
