import { expect, test } from "vitest";
import type { WallTile } from "#lib/model/wall.ts";
import { countWall } from "#lib/observability/metrics/wall.ts";

const NOW = 1_800_000_000_000;

function tileOf(age: number, ended: boolean, faults: WallTile["faults"]): WallTile {
  const time = NOW - age;
  const names = { id: `a/${age}`, stream: `a/${age}`, name: "a", source: null, feed: "f" };
  return { ...names, time, seen: time, ended, faults, picture: "" };
}

test("a feed that is gone is not one that is up and shows nothing", () => {
  const tiles = [
    tileOf(1_000, false, ["black"]),
    tileOf(100_000, false, ["frozen"]),
    tileOf(20 * 86_400_000, false, ["black"]),
    tileOf(10_000, true, ["black", "frozen"]),
  ];
  expect(countWall({ tiles, asOf: NOW, now: NOW })).toEqual({
    states: { live: 1, stalled: 1, offline: 2 },
    faults: { black: 1, frozen: 0, damaged: 0 },
    newestAgeMs: 1_000,
  });
});
