import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byName } from "#lib/model/order.ts";
import { changesBetween, keepUnchanged, withChanges } from "#lib/model/changes.ts";
import { findNewest, parseTiles, stateTime, type WallTile } from "#lib/model/wall.ts";
import { wallTile as tile } from "../../support/entries.ts";

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
});

describe("what changed between two versions", () => {
  const named = fc.record({
    id: fc.integer({ min: 0, max: 12 }).map(String),
    time: fc.option(fc.nat(3)),
    ended: fc.boolean(),
  });
  const wall = fc
    .uniqueArray(named, { selector: ({ id }) => id, maxLength: 12 })
    .map((all) => all.map(({ id, ...rest }) => tile(id, rest)).sort(byName));

  test("makes the one of the other, whatever came, went and changed", () => {
    fc.assert(
      fc.property(wall, wall, (before, after) => {
        const [old, next] = [
          { version: "1", tiles: before },
          { version: "2", tiles: after },
        ];
        const changes = changesBetween(old, next);
        expect(withChanges(old, changes)).toEqual(next);
        expect(changes).toMatchObject({ since: "1", version: "2" });
        for (const { id } of changes.changed) {
          expect(before.find((tile) => tile.id === id)).not.toEqual(after.find((tile) => tile.id === id));
        }
      }),
    );
  });

  test.each<[string, Partial<WallTile>]>([
    ["a new picture", { time: 1, seen: 1, picture: "https://s3.example.com/2.webp" }],
    ["a URL that was signed again", { picture: "https://s3.example.com/a.webp?again" }],
    ["a feed that took over", { feed: "feed-2" }],
    ["an end", { ended: true }],
    ["a fault", { faults: ["black"] }],
    ["a gap that does not count", { seen: 5 }],
    ["a source that became known", { source: "left" }],
  ])("holds %s, and nothing else", (_what, change) => {
    const before = { version: "1", tiles: [tile("a"), tile("b")] };
    const after = { version: "2", tiles: [tile("a", change), tile("b")] };
    expect(changesBetween(before, after)).toEqual({
      version: "2",
      since: "1",
      changed: [tile("a", change)],
      gone: [],
    });
  });
});

describe("a tile of which only the name is known", () => {
  const nameOnly = (id: string) => tile(id, { feed: null, time: null, seen: null, picture: null });

  test("comes after all others", () => {
    const tiles = [nameOnly("a"), tile("z"), nameOnly("A"), tile("b")].sort(byName);
    expect(tiles.map(({ id }) => id)).toEqual(["b", "z", "a", "A"]);
  });

  test("has an older picture than any other", () => {
    expect(findNewest([nameOnly("a"), tile("b")])).toEqual(tile("b"));
    expect(findNewest([nameOnly("a")])).toEqual(nameOnly("a"));
  });
});

describe("states hold", () => {
  test.each([
    ["now, while the store is read", 10_000, 1_000_000],
    ["as of the last reading, while the store is away", 10_001, 989_999],
  ])("%s", (_when, age, expected) => {
    expect(stateTime({ asOf: 1_000_000 - age, now: 1_000_000 })).toBe(expected);
  });
});

test.each([
  ...[null, "", 7, [], {}, { tiles: [] }, { version: 1, tiles: [] }],
  ...[
    { version: "v", tiles: {} },
    { version: "v", changed: [] },
  ],
])("%j is no wall", (body) => {
  expect(() => parseTiles(body)).toThrow("not a wall");
});
