import { describe, expect, test } from "vitest";
import { resolveSelection, toSelection, ALL } from "#lib/model/selection.ts";
import { findNewest, findTile } from "#lib/model/wall.ts";
import { wallTile } from "../../support/entries.ts";

const tile = (source: string | null, feed: string, time = 0) =>
  wallTile(`a/b/${source}`, { stream: "a/b", source, feed, time });
const [left, right, unnamed] = [tile("left", "l2", 1), tile("right", "r1", 2), tile("u1", "u1", 0)];
const tiles = [left, right, unnamed];
const of = (source: string | null, feed: string | null) => ({ source, feed });

test("a part of a stream is the tile of its source, whatever feed that has, or of its feed", () => {
  expect(findTile(tiles, of("left", "l1"))).toBe(left);
  expect(findTile(tiles, of(null, "r1"))).toBe(right);
  expect(findTile(tiles, ALL)).toBe(right);
  expect(findTile(tiles, of("middle", "r1"))).toBeNull();
  expect(findTile(tiles, of(null, "l1"))).toBeNull();
});

test("a tile leads to its source, to its feed where no source is known, and to the stream where it is alone", () => {
  expect(tiles.map(toSelection)).toEqual([of("left", null), of("right", null), of(null, "u1")]);
  expect(toSelection(tile(null, "f"))).toEqual(ALL);
});

test("the newest of several tiles is the one with the newest picture", () => {
  expect(findNewest(tiles)).toBe(right);
  expect(findNewest([])).toBeNull();
});

describe("the part that an address means", () => {
  const meant = (source: string | null, feed: string | null) =>
    resolveSelection({ source, feed }, findTile(tiles, { source, feed }));

  test("is a source, whatever feed the address names beside it", () => {
    expect(meant("left", null)).toEqual(of("left", null));
    expect(meant("left", "l1")).toEqual(of("left", null));
    expect(meant("middle", null)).toEqual(of("middle", null));
  });

  test("is the source of a feed, where it is known", () => {
    expect(meant(null, "l2")).toEqual(of("left", null));
    expect(meant(null, "u1")).toEqual(of(null, "u1"));
    expect(meant(null, "l1")).toEqual(of(null, "l1"));
    expect(resolveSelection(of(null, "f"), tile(null, "f"))).toEqual(of(null, "f"));
  });

  test("is all of a stream where it names no more", () => {
    expect(meant(null, null)).toEqual(ALL);
  });
});
