import { expect, test } from "vitest";
import { listSlots, watchAlarms } from "#components/kiosk/alarms.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { buildTile, NOW } from "../build-tile.ts";

const MINUTE = 60_000;
const fine = buildTile(5_000, { name: "fine" });
const black = buildTile(5_000, { name: "black", faults: ["black"] });
const frozen = buildTile(5_000, { name: "frozen", faults: ["frozen"] });
const stalled = buildTile(100_000, { name: "stalled" });
const withoutFaults = (tile: WallTile): WallTile => ({ ...tile, faults: [] });

function listNames(tiles: readonly WallTile[], steps: readonly (readonly WallTile[])[] = []) {
  let log = watchAlarms(null, tiles, NOW);
  let all = tiles;
  for (const next of steps) log = watchAlarms(log, (all = next), NOW);
  const { slots, rest } = listSlots(log, all, NOW);
  return [slots.map(({ tile }) => tile.name), rest.length];
}

test("alarms are listed by severity, and recovered tiles come last", () => {
  expect(listNames([fine, stalled, frozen, black])).toEqual([["black", "frozen", "stalled"], 0]);
  expect(listNames([stalled, frozen, black], [[stalled, frozen, withoutFaults(black)]])).toEqual([
    ["frozen", "stalled", "black"],
    0,
  ]);
});

test("above four alarms, the last slot is for the rest", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => buildTile(5_000, { name: `b${index}`, faults: ["black"] }));
  expect(listNames(many(4))).toEqual([["b0", "b1", "b2", "b3"], 0]);
  expect(listNames([...many(6), frozen])).toEqual([["b0", "b1", "b2"], 4]);
});

test("a tile that recovered stays for ten minutes, unless it goes off or has an alarm again", () => {
  const after = watchAlarms(watchAlarms(null, [black], NOW), [withoutFaults(black)], NOW);
  const since = (tiles: readonly WallTile[], ms: number) =>
    watchAlarms(after, tiles, NOW + ms).recovered.get("black");
  const again = (ms: number) => ({ ...withoutFaults(black), time: NOW + ms, seen: NOW + ms });
  expect(since([again(9 * MINUTE)], 9 * MINUTE)).toBe(NOW);
  expect(since([again(10 * MINUTE)], 10 * MINUTE)).toBeUndefined();
  expect(since([{ ...again(0), ended: true }], MINUTE)).toBeUndefined();
  expect(since([{ ...again(MINUTE), faults: ["black"] }], MINUTE)).toBeUndefined();
  expect(since([], MINUTE)).toBeUndefined();
});

test("only an alarm that begins while the kiosk is open is new, and only for seconds", () => {
  const opened = watchAlarms(null, [black, fine], NOW);
  const isNew = (log: typeof opened, tiles: readonly WallTile[], now: number) =>
    listSlots(log, tiles, now).slots.map((slot) => slot.isNew);
  expect(isNew(opened, [black, fine], NOW)).toEqual([false]);
  const tiles = [black, { ...fine, faults: ["frozen"] as const }];
  const later = watchAlarms(opened, tiles, NOW);
  expect(isNew(later, tiles, NOW)).toEqual([false, true]);
  expect(isNew(later, tiles, NOW + 6_000)).toEqual([false, false]);
});

test("without a change, the log is the same object", () => {
  const log = watchAlarms(null, [black, fine], NOW);
  expect(watchAlarms(log, [{ ...black }, fine], NOW + 1_000)).toBe(log);
  expect(watchAlarms(log, [black, fine, frozen], NOW)).not.toBe(log);
});
