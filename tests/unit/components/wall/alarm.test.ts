import { expect, test } from "vitest";
import { findAlarm, listAlarms } from "#components/wall/alarm.ts";
import { buildTile, NOW } from "../build-tile.ts";

const HOUR = 3_600_000;

test.each([
  ["live", buildTile(1_000), null],
  ["black and frozen", buildTile(1_000, { faults: ["black", "frozen"] }), "black"],
  ["damaged", buildTile(1_000, { faults: ["damaged"] }), "damaged"],
  ["stalled and frozen", buildTile(100_000, { faults: ["frozen"] }), "stalled"],
  ["offline", buildTile(HOUR), "offline"],
  ["ended", buildTile(1_000, { ended: true }), "ended"],
  ["offline for over an hour", buildTile(HOUR + 1), null],
  ["ended over an hour ago", buildTile(HOUR + 1, { ended: true }), null],
  ["known by name only", buildTile(0, { feed: null, time: null, seen: null, picture: null }), null],
])("finds the alarm of a tile that is %s", (_what, tile, alarm) => {
  expect(findAlarm(tile, NOW)).toBe(alarm);
});

test("lists the worst alarm first, and equal ones in the order of the wall", () => {
  const tiles = [
    buildTile(1_000, { name: "a", ended: true }),
    buildTile(1_000, { name: "b", faults: ["frozen"] }),
    buildTile(100_000, { name: "c" }),
    buildTile(1_000, { name: "d" }),
    buildTile(100_000, { name: "e" }),
    buildTile(400_000, { name: "f" }),
  ];
  const { count, worst } = listAlarms(tiles, NOW);
  expect(count).toBe(5);
  expect(worst.map(({ name, alarm }) => `${name} ${alarm}`)).toEqual([
    "f offline",
    "c stalled",
    "e stalled",
    "b frozen",
    "a ended",
  ]);
});

test("counts hundreds of alarms, and lists the worst of them", () => {
  const tiles = Array.from({ length: 300 }, (_, n) =>
    buildTile(n === 299 ? 400_000 : 100_000, { name: `${n}` }),
  );
  const { count, worst } = listAlarms(tiles, NOW);
  expect(count).toBe(300);
  expect(worst).toHaveLength(40);
  expect(worst[0]).toEqual({ name: "299", alarm: "offline" });
});
