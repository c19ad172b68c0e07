import { expect, test } from "vitest";
import { alarmOf, alarmsOf } from "#components/wall/alarm.ts";
import type { WallTile } from "#lib/model/wall.ts";

const NOW = 1_800_000_000_000;

function tile(ageMs: number, more: Partial<WallTile> = {}): WallTile {
  const names = { id: "a/b", stream: "a/b", name: "b", source: null, feed: "f", picture: "" };
  return { ...names, time: NOW - ageMs, seen: NOW - ageMs, ended: false, faults: [], ...more };
}

test.each([
  [tile(1_000), null],
  [tile(1_000, { faults: ["black", "frozen"] }), "black"],
  [tile(1_000, { faults: ["frozen"] }), "frozen"],
  [tile(1_000, { faults: ["damaged"] }), "damaged"],
  [tile(100_000, { faults: ["frozen"] }), "stalled"],
  [tile(400_000), "offline"],
  [tile(1_000, { ended: true }), "ended"],
  [tile(3_700_000), null],
  [tile(3_700_000, { ended: true }), null],
  [tile(0, { feed: null, time: null, seen: null, picture: null }), null],
])("%j", (one, alarm) => {
  expect(alarmOf(one, NOW)).toBe(alarm);
});

test("the worst is told first, and what is as bad in the order of the wall", () => {
  const tiles = [
    tile(1_000, { name: "a", ended: true }),
    tile(1_000, { name: "b", faults: ["frozen"] }),
    tile(100_000, { name: "c" }),
    tile(1_000, { name: "d" }),
    tile(100_000, { name: "e" }),
    tile(400_000, { name: "f" }),
  ];
  const { count, worst } = alarmsOf(tiles, NOW);
  expect(count).toBe(5);
  expect(worst.map(({ name, alarm }) => `${name} ${alarm}`)).toEqual([
    "f offline",
    "c stalled",
    "e stalled",
    "b frozen",
    "a ended",
  ]);
});

test("of hundreds, the bar is told how many, and the worst", () => {
  const tiles = Array.from({ length: 300 }, (_, n) => tile(n === 299 ? 400_000 : 100_000, { name: `${n}` }));
  const { count, worst } = alarmsOf(tiles, NOW);
  expect(count).toBe(300);
  expect(worst).toHaveLength(40);
  expect(worst[0]).toEqual({ name: "299", alarm: "offline" });
});
