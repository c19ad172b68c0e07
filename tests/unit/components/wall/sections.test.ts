import { describe, expect, test } from "vitest";
import { listTiles } from "#components/wall/filters.ts";
import { divide, isFolded } from "#components/wall/sections.ts";
import { countRows } from "#components/wall/tile-size.ts";
import { parseView } from "#lib/model/view.ts";
import { buildTile, NOW } from "../build-tile.ts";

const MINUTE = 60_000;
const TILES = [
  buildTile(3 * 60 * MINUTE, { name: "archive" }),
  buildTile(1_000, { name: "black", faults: ["black"] }),
  buildTile(2_000, { name: "cafe" }),
  buildTile(40 * MINUTE, { name: "gone" }),
  buildTile(1_000, { name: "harbour" }),
  buildTile(100_000, { name: "stalled" }),
];

function divided(query: Record<string, string> = {}, favourites: string[] = []) {
  const view = parseView(query);
  const sections = divide(listTiles(TILES, view, NOW), view, new Set(favourites), NOW);
  return sections.map(({ name, shown, above }) => [name, shown.map(({ tile }) => tile.name), above]);
}

describe("a wall is divided", () => {
  test("into alarms by severity, live tiles, and offline ones, the last seen first", () => {
    expect(divided()).toEqual([
      ["attention", ["black", "stalled"], 0],
      ["live", ["cafe", "harbour"], 0],
      ["offline", ["gone", "archive"], 0],
    ]);
  });

  test("with favourites apart, except those that need attention", () => {
    expect(divided({}, ["harbour", "gone", "black"])).toEqual([
      ["attention", ["black", "stalled"], 0],
      ["favourites", ["harbour", "gone"], 0],
      ["live", ["cafe"], 1],
      ["offline", ["archive"], 1],
    ]);
  });

  test("with what a search found", () => {
    expect(divided({ q: "a" })).toEqual(divided());
    expect(divided({ q: "harb" })).toEqual([["live", ["harbour"], 0]]);
    expect(divided({ q: "nothing" })).toEqual([]);
  });

  test.each([
    [{ sort: "name" }, TILES.map(({ name }) => name)],
    [{ sort: "newest" }, ["black", "harbour", "cafe", "stalled", "gone", "archive"]],
  ])("in no sections by %j", (query, names) => {
    expect(divided(query, ["gone"])).toEqual([["all", names, 0]]);
  });
});

describe("Offline", () => {
  const folded = (query: Record<string, string>, isOpen = false) => {
    const view = parseView(query);
    const sections = divide(listTiles(TILES, view, NOW), view, new Set(), NOW);
    return sections.filter((section) => isFolded(section, sections, view, isOpen)).map(({ name }) => name);
  };

  test("is folded, and nothing else is", () => {
    expect(folded({})).toEqual(["offline"]);
  });

  test("is open once it was opened, if it is all that is shown, or if a search finds something in it", () => {
    expect(folded({}, true)).toEqual([]);
    expect(folded({ state: "offline" })).toEqual([]);
    expect(folded({ q: "a" })).toEqual([]);
    const view = parseView({});
    const [section] = divide(listTiles(TILES.slice(0, 1), view, NOW), view, new Set(), NOW);
    expect(section && isFolded(section, [section], view, false)).toBe(false);
  });
});

test.each([
  [1, 6],
  [2, 4],
  [3, 4],
  [4, 3],
  [12, 3],
])("in %d columns, the sections have %d rows", (columns, rows) => {
  const view = parseView({});
  const sections = divide(listTiles(TILES, view, NOW), view, new Set(), NOW);
  expect(countRows(sections, columns)).toBe(rows);
});
