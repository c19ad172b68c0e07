import { describe, expect, test } from "vitest";
import { dependsOnStates, listTiles, searchTiles } from "#components/wall/filters.ts";
import { parseView, type View } from "#lib/model/view.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { buildTile, NOW } from "../build-tile.ts";

const UNSEEN = { name: "archive", feed: null, time: null, seen: null, picture: null };
const TILES = [
  buildTile(0, UNSEEN),
  buildTile(80_000, { name: "Café del Mar" }),
  buildTile(400_000, { name: "harbour" }),
  buildTile(5_000, { name: "stage", source: "left" }),
  buildTile(1_000, { name: "stage 2" }),
];

const list = (tiles: readonly WallTile[], chosen: Partial<View>) => listTiles(tiles, parseView(chosen), NOW);

describe("a view lists", () => {
  test.each<[Partial<View>, string[]]>([
    [{}, ["harbour", "Café del Mar", "stage", "stage 2", "archive"]],
    [{ sort: "name" }, ["archive", "Café del Mar", "harbour", "stage", "stage 2"]],
    [{ q: "CAFE mar" }, ["Café del Mar"]],
    [{ q: "left" }, ["stage"]],
    [{ q: "nothing" }, []],
    [{ state: "live" }, ["stage", "stage 2"]],
    [{ state: "stalled" }, ["Café del Mar"]],
    [{ state: "offline" }, ["archive"]],
    [{ state: "attention" }, ["harbour", "Café del Mar"]],
    [{ sort: "newest" }, ["stage 2", "stage", "Café del Mar", "harbour", "archive"]],
  ])("of %j the tiles %j", (chosen, names) => {
    expect(list(TILES, chosen).map(({ tile }) => tile.name)).toEqual(names);
  });

  const faulty = [
    buildTile(1_000, { name: "black", faults: ["black"] }),
    buildTile(1_000, { name: "frozen", faults: ["frozen"] }),
    buildTile(1_000, { name: "ended", faults: ["black", "frozen"], ended: true }),
    buildTile(100_000, { name: "stalled", faults: ["black", "frozen"] }),
    buildTile(3_600_001, { name: "gone" }),
  ];
  test.each<[View["state"], string[]]>([
    ["black", ["black"]],
    ["frozen", ["frozen"]],
    ["damaged", []],
    ["attention", ["black", "frozen", "stalled"]],
    ["offline", ["ended", "gone"]],
  ])("with the fault or state %s the tiles %j", (state, names) => {
    expect(list(faulty, { state }).map(({ tile }) => tile.name)).toEqual(names);
  });

  test("of each stream the source that needs attention most, or a live one", () => {
    const tiles = [
      buildTile(1_000, { name: "alone" }),
      buildTile(1_000, { name: "stage", source: "left", id: "left" }),
      buildTile(1_000, { name: "stage", source: "right", id: "right", faults: ["frozen"] }),
      buildTile(7_200_000, { name: "studio", source: "1", id: "1" }),
      buildTile(1_000, { name: "studio", source: "2", id: "2" }),
    ];
    expect(list(tiles, { group: "stream" }).map(({ tile, sources }) => [tile.id, sources])).toEqual([
      ["right", 2],
      ["alone", 1],
      ["2", 2],
    ]);
    expect(list(tiles, { group: "stream", state: "live" }).map(({ tile }) => tile.id)).toEqual([
      "alone",
      "2",
    ]);
  });

  test("nothing that has been offline for longer than the viewer wants, unless it is searched", () => {
    const day = 86_400_000;
    const tiles = [
      buildTile(1_000, { name: "live" }),
      buildTile(2 * day, { name: "two days" }),
      buildTile(8 * day, { name: "eight days" }),
      buildTile(0, { ...UNSEEN, name: "for ever" }),
    ];
    const names = (chosen: Partial<View>) => list(tiles, chosen).map(({ tile }) => tile.name);
    expect(names({})).toEqual(["live", "two days", "eight days", "for ever"]);
    expect(names({ hide: "7d" })).toEqual(["live", "two days"]);
    expect(names({ hide: "30d" })).toEqual(["live", "two days", "eight days"]);
    expect(names({ hide: "1d", q: "days" })).toEqual(["two days", "eight days"]);
  });
});

describe("a search", () => {
  const tiles = [
    ...["camera 1", "camera 6", "camera 60"].map((name) => buildTile(1_000, { name })),
    buildTile(1_000, { name: "camera 6", source: "left" }),
  ];

  test.each([
    ["camera 6", ["camera 6", "camera 60", "camera 6 left"]],
    ["acc", ["camera 1", "camera 6", "camera 60", "camera 6 left"]],
    ["ACC left", ["camera 6 left"]],
    ["6 left", ["camera 6 left"]],
    ["acc/camera 6", ["camera 6", "camera 6 left"]],
    ["acc/camera", ["camera 1", "camera 6", "camera 60", "camera 6 left"]],
    ["other", []],
  ])("for %s finds words of names, sources and accounts, or a stream's whole id", (search, names) => {
    const found = searchTiles(tiles, search);
    expect(found.map(({ name, source }) => `${name} ${source ?? ""}`.trim())).toEqual(names);
  });

  test.each(["1 2 3 4 5 6 7 8 9 0 beyond", "\ufdfa ".repeat(3).concat("beyond")])(
    "of %j reads ten words",
    (search) => {
      const name = search.replace("beyond", "");
      expect(searchTiles([buildTile(0, { name })], search)).toHaveLength(1);
    },
  );
});

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ sort: "name" }, false],
  [{ sort: "newest" }, false],
  [{ sort: "name", state: "black" }, true],
  [{ sort: "name", hide: "7d" }, true],
  [{ sort: "name", group: "stream" }, true],
  [{ group: "stream", at: "2026-11-29T12:00:00Z" }, false],
])("a view with %j changes with the states of tiles: %j", (chosen, depends) => {
  expect(dependsOnStates(parseView(chosen))).toBe(depends);
});
