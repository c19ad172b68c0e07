import { describe, expect, test } from "vitest";
import { keepUnchanged } from "#components/wall/use-wall.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

const tile = (id: string, overrides: Partial<WallTile> = {}): WallTile => ({
  id,
  stream: id,
  name: id,
  source: null,
  feed: "feed-1",
  time: 1_795_447_988_123,
  seen: 1_795_447_988_123,
  ended: false,
  faults: [],
  picture: `https://s3.example.com/${id}.webp`,
  ...overrides,
});

describe("the tiles of a poll", () => {
  test("that did not change are the very ones of before", () => {
    const before = [tile("a"), tile("b")];
    const after = keepUnchanged(before, [tile("a"), tile("b", { ended: true })]);
    expect(after).toEqual([tile("a"), tile("b", { ended: true })]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  test("come in their new order, without those that are gone and with those that are new", () => {
    const before = [tile("a"), tile("b"), tile("c")];
    const after = keepUnchanged(before, [tile("c"), tile("d"), tile("a")]);
    expect(after).toEqual([tile("c"), tile("d"), tile("a")]);
    expect([after[0], after[2]].map((kept) => before.findIndex((old) => old === kept))).toEqual([2, 0]);
  });

  test("are all new on a first poll", () => {
    expect(keepUnchanged([], [tile("a")])).toEqual([tile("a")]);
  });
});
