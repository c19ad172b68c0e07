import { expect, test } from "vitest";
import { listInitialTiles, toInitialPage } from "#components/wall/initial-page.ts";
import { parseView, type View } from "#lib/model/view.ts";
import { buildTile, NOW } from "../build-tile.ts";

/** A wall on which every second feed has ended. */
function buildWall(size: number) {
  const tiles = Array.from({ length: size }, (_, n) => buildTile(n, { name: String(n), ended: n % 2 === 0 }));
  return { tiles, version: "whole", asOf: NOW, now: NOW };
}

function openPage(wall: ReturnType<typeof buildWall>, chosen: Partial<View> = {}) {
  const view = parseView(chosen);
  const tiles = listInitialTiles(wall.tiles, wall.asOf, view);
  return toInitialPage({ wall: { ...wall, tiles }, tiles: wall.tiles }, view);
}

test("brings a small wall whole, and counts all tiles in a search", () => {
  const wall = buildWall(120);
  expect(openPage(wall, { q: "7" })).toEqual({
    wall,
    sections: { live: 60, attention: 0, offline: 60 },
    total: 120,
    remaining: 0,
  });
});

test("brings the first tiles of the view of a large wall, and counts all", () => {
  const { wall, ...rest } = openPage(buildWall(10_000), { state: "live" });
  expect(wall?.tiles).toHaveLength(120);
  expect(wall?.tiles.at(-1)?.name).toBe("239");
  expect(rest).toEqual({
    sections: { live: 5_000, attention: 0, offline: 5_000 },
    total: 10_000,
    remaining: 4_880,
  });
});

test("leaves out what is folded, unless that is all", () => {
  const wall = buildWall(1_000);
  expect(openPage(wall).wall?.tiles.filter(({ ended }) => ended)).toEqual([]);
  expect(openPage(wall)).toMatchObject({ total: 1_000, remaining: 380 });
  expect(openPage(wall, { state: "offline" }).wall?.tiles).toHaveLength(120);
  const gone = { ...wall, tiles: wall.tiles.map((tile) => ({ ...tile, ended: true })) };
  expect(openPage(gone)).toMatchObject({ total: 1_000, remaining: 880 });
});

test("keeps the states of the last listing in an outage", () => {
  const wall = { ...buildWall(10), now: NOW + 3_600_000 };
  expect(openPage(wall).sections).toEqual({ live: 5, attention: 0, offline: 5 });
});

test("is empty when the store was never reached", () => {
  expect(toInitialPage(null, parseView({}))).toEqual({
    wall: null,
    sections: { live: 0, attention: 0, offline: 0 },
    total: 0,
    remaining: 0,
  });
});
