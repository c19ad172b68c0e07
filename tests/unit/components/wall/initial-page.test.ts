import { expect, test } from "vitest";
import { firstTiles, openingOf } from "#components/wall/initial-page.ts";
import { parseView } from "#components/wall/view.ts";
import type { WallTile } from "#lib/model/wall.ts";

const NOW = 1_800_000_000_000;

function wallOf(size: number) {
  const tiles = Array.from({ length: size }, (_, place): WallTile => {
    const time = NOW - place;
    const names = { id: `a/${place}`, stream: `a/${place}`, name: String(place), source: null, feed: "f" };
    return { ...names, time, seen: time, ended: place % 2 === 0, faults: [], picture: "" };
  });
  return { tiles, version: "whole", asOf: NOW, now: NOW };
}

/** What a page brings of a wall. */
function open(wall: ReturnType<typeof wallOf>, query: string) {
  const tiles = firstTiles(wall.tiles, wall.asOf, view(query));
  return openingOf({ wall: { ...wall, tiles }, tiles: wall.tiles }, view(query));
}

const view = (query: string) => parseView(new URLSearchParams(query));

test("a small wall is brought whole, whatever the view; what the search finds is counted", () => {
  const wall = wallOf(120);
  expect(open(wall, "q=7")).toEqual({
    wall,
    counts: { live: 16, stalled: 0, offline: 5, black: 0, frozen: 0, damaged: 0 },
    total: 120,
    more: 0,
  });
});

test("of a large wall, the beginning of the view is brought, and the counts of all", () => {
  const opening = open(wallOf(10_000), "state=live");
  expect(opening.wall?.tiles).toHaveLength(120);
  expect(opening.wall?.tiles.at(-1)?.name).toBe("239");
  expect(opening.counts).toEqual({
    live: 5_000,
    stalled: 0,
    offline: 5_000,
    black: 0,
    frozen: 0,
    damaged: 0,
  });
  expect(opening.total).toBe(10_000);
  expect(opening.more).toBe(4_880);
});

test("while the store is away, tiles are counted as they were when it was last listed", () => {
  const wall = { ...wallOf(10), now: NOW + 3_600_000 };
  expect(open(wall, "").counts).toMatchObject({ live: 5, stalled: 0, offline: 5 });
});

test("a wall that could not be had has nothing to count", () => {
  expect(openingOf(null, view(""))).toEqual({
    wall: null,
    counts: { live: 0, stalled: 0, offline: 0, black: 0, frozen: 0, damaged: 0 },
    total: 0,
    more: 0,
  });
});
