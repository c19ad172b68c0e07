import { describe, expect, test } from "vitest";
import { listTiles } from "#components/wall/filters.ts";
import { divide, isFolded } from "#components/wall/sections.ts";
import { countRows, toGridStyle } from "#components/wall/tile-size.ts";
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

describe("the grid of a wall", () => {
  const styleOf = (query: Record<string, string>, folded: number) => {
    const view = parseView(query);
    const sections = divide(listTiles(TILES, view, NOW), view, new Set(), NOW);
    return toGridStyle(sections.slice(0, sections.length - folded), folded, view.size);
  };

  test("has rows of tiles with captions, and rows of cards", () => {
    expect(styleOf({}, 1)).toMatchObject({
      ...{ "--cards": 2, "--card-lines": 1, "--card-text": "9.625rem", "--longest": 4, "--headings": "9rem" },
      ...{ "--rows-2": 3, "--card-rows-2": 2, "--text-2": "4.3125rem" },
    });
    expect(styleOf({}, 1)).not.toHaveProperty("--alone");
  });

  test("counts cards as tiles where there is nothing else", () => {
    expect(styleOf({ state: "attention" }, 0)).toMatchObject({
      ...{ "--alone": 2, "--card-lines": 0, "--rows-2": 2, "--card-rows-2": 1, "--text-2": "5.75rem" },
    });
  });

  test("has room for the second line of long names, in as many rows as may have one", () => {
    const tiles = ["a", "b", "a name that has a second line", "中央体育館メインアリーナ第一"];
    const shown = tiles.map((name) => ({ tile: buildTile(0, { name }), sources: 1 }));
    const style = toGridStyle([{ name: "live", shown, above: 0 }], 0, null);
    expect(style).toMatchObject({ "--text-1": `${4 * 4.3125 + 2 * 1.1875}rem`, "--text-4": "5.5rem" });
  });
});
