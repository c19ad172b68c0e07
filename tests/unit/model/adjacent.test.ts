import { expect, test } from "vitest";
import type { WallTile } from "#lib/model/wall.ts";
import { findAdjacent } from "#lib/model/adjacent.ts";
import { wallTile } from "../../support/entries.ts";

const tile = (stream: string, source: string | null = null, feed = "feed") =>
  wallTile(`${stream}/${source}`, { stream, source, feed });
const [a, left, right, unnamed] = [
  tile("x/a"),
  tile("x/b", "left"),
  tile("x/b", "right"),
  tile("x/c", "f1", "f1"),
] as const;
const tiles = [a, left, right, unnamed];
const addresses = (stream: string, own: WallTile | null) => {
  const { previous, next } = findAdjacent(tiles, stream, own);
  return [previous?.address, next?.address];
};

test("beside a stream are the streams before and after it on the wall", () => {
  expect(addresses("x/b", null)).toEqual(["/feed?stream=x%2Fa", "/feed?stream=x%2Fc"]);
  expect(addresses("x/a", null)).toEqual([undefined, "/feed?stream=x%2Fb"]);
  expect(addresses("x/c", null)).toEqual(["/feed?stream=x%2Fb", undefined]);
  expect(addresses("x/gone", null)).toEqual([undefined, undefined]);
});

test("beside a source are the tiles before and after it", () => {
  expect(addresses("x/b", left)).toEqual(["/feed?stream=x%2Fa", "/feed?stream=x%2Fb&source=right"]);
  expect(addresses("x/b", right)).toEqual(["/feed?stream=x%2Fb&source=left", "/feed?stream=x%2Fc&feed=f1"]);
  expect(addresses("x/b", tile("x/b", "gone"))).toEqual([undefined, undefined]);
  expect(findAdjacent(tiles, "x/b", left).next?.title).toBe("x/b, right");
  expect(findAdjacent(tiles, "x/b", null).next?.title).toBe("x/c");
});
