import { expect, test } from "vitest";
import { resolveSelection, toSelection, ALL } from "#lib/model/selection.ts";
import { findNewest, findTile } from "#lib/model/wall.ts";
import { wallTile } from "../../support/entries.ts";

const tile = (source: string | null, feed: string, time = 0) =>
  wallTile(`a/b/${source}`, { stream: "a/b", source, feed, time });
const [left, right, unnamed] = [tile("left", "l2", 1), tile("right", "r1", 2), tile("u1", "u1", 0)];
const tiles = [left, right, unnamed];
const part = (source: string | null, feed: string | null) => ({ source, feed });

test.each([
  [part("left", "l1"), left],
  [part(null, "r1"), right],
  [ALL, right],
  [part("middle", "r1"), null],
  [part(null, "l1"), null],
])(
  "finds the tile of the selection %j: of its source, whatever its feed, or of its feed",
  (selection, expected) => {
    expect(findTile(tiles, selection)).toBe(expected);
  },
);

test("a tile selects its source, its feed if the source is unknown, or the stream if it is alone", () => {
  expect([...tiles, tile(null, "f")].map(toSelection)).toEqual([
    part("left", null),
    part("right", null),
    part(null, "u1"),
    ALL,
  ]);
});

test("the newest tile has the newest picture", () => {
  expect(findNewest(tiles)).toBe(right);
  expect(findNewest([])).toBeNull();
});

test.each([
  ["a source", part("left", null), part("left", null)],
  ["a source and a feed", part("left", "l1"), part("left", null)],
  ["an unknown source", part("middle", null), part("middle", null)],
  ["a feed of a known source", part(null, "l2"), part("left", null)],
  ["a feed without a source", part(null, "u1"), part(null, "u1")],
  ["an unknown feed", part(null, "l1"), part(null, "l1")],
  ["nothing", ALL, ALL],
])("an address with %s selects the source if it is known", (_name, address, expected) => {
  expect(resolveSelection(address, findTile(tiles, address))).toEqual(expected);
});

test("an address with the feed of a stream's only tile selects that feed", () => {
  expect(resolveSelection(part(null, "f"), tile(null, "f"))).toEqual(part(null, "f"));
});
