import { expect, test } from "vitest";
import { listInitialTiles, listKioskTiles, toFilterWords, toInitialKiosk } from "#components/kiosk/tiles.ts";
import { DEFAULT_VIEW, type View } from "#lib/model/view.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { buildTile, NOW } from "../build-tile.ts";

const a = buildTile(5_000, { name: "a" });
const b = buildTile(100_000, { name: "b" });
const c = buildTile(9 * 60_000, { name: "c" });
const d = buildTile(11 * 60_000, { name: "d" });
const e = buildTile(5_000, { name: "e", faults: ["black"] });
const ALL = [a, b, c, d, e];
const listNames = (tiles: readonly WallTile[], view: View) =>
  listKioskTiles(tiles, view, NOW).map(({ tile }) => tile.id);

test("states do not move the tiles of a kiosk, and long offline ones are not there", () => {
  expect(listNames(ALL, DEFAULT_VIEW)).toEqual(["a", "b", "c", "e"]);
});

test("a kiosk shows offline tiles on request, and when there are no others", () => {
  expect(listNames(ALL, { ...DEFAULT_VIEW, state: "offline" })).toContain("d");
  expect(listNames([d], DEFAULT_VIEW)).toEqual(["d"]);
});

test("the filter of a kiosk has words", () => {
  expect(toFilterWords(DEFAULT_VIEW)).toBe("");
  expect(toFilterWords({ ...DEFAULT_VIEW, q: "cup", only: "favourites", state: "live" })).toBe(
    "cup, favourites, live",
  );
});

test("the page has the first tiles and all alarms, in the order of the wall, and counts the others", () => {
  const many = Array.from({ length: 300 }, (_, index) => buildTile(5_000, { name: `m${1_000 + index}` }));
  const tiles = [...many, { ...e, name: "z", id: "z" }];
  const initial = listInitialTiles(tiles, NOW, DEFAULT_VIEW);
  expect(initial).toEqual([...many.slice(0, 120), tiles.at(-1)]);
  const wall = { version: "1", tiles: [...many.slice(0, 120), { ...e, id: "z" }], asOf: NOW, now: NOW };
  expect(toInitialKiosk({ wall, tiles }, DEFAULT_VIEW)).toMatchObject({
    counts: { live: 300, attention: 1, offline: 0 },
    total: 301,
    remaining: 180,
  });
});
