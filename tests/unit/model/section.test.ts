import fc from "fast-check";
import { expect, test } from "vitest";
import { FAULTS } from "#lib/model/frame.ts";
import { alarmStart, compareAlarms, countSections, findAlarm, toSection } from "#lib/model/section.ts";
import { buildTile, NOW } from "../components/build-tile.ts";

const MINUTE = 60_000;
const named = buildTile(0, { feed: null, time: null, seen: null, picture: null });

test.each([
  ["live", buildTile(1_000), "live", null],
  ["black and frozen", buildTile(1_000, { faults: ["frozen", "black"] }), "attention", "black"],
  ["damaged", buildTile(1_000, { faults: ["damaged"] }), "attention", "damaged"],
  ["stalled, and was frozen", buildTile(100_000, { faults: ["frozen"] }), "attention", "stalled"],
  ["just lost", buildTile(10 * MINUTE), "attention", "offline"],
  ["offline for longer", buildTile(10 * MINUTE + 1), "offline", null],
  ["ended", buildTile(1_000, { ended: true, faults: ["black"] }), "offline", null],
  ["known by name only", named, "offline", null],
])("a tile that is %s is in one section", (_what, tile, section, alarm) => {
  expect([toSection(tile, NOW), findAlarm(tile, NOW)]).toEqual([section, alarm]);
});

test("orders alarms by severity, and equal ones by their start", () => {
  const tiles = [
    buildTile(1_000, { name: "damaged", faults: ["damaged"] }),
    buildTile(200_000, { name: "stalled for long" }),
    buildTile(100_000, { name: "stalled" }),
    buildTile(1_000, { name: "frozen", faults: ["frozen"] }),
    buildTile(6 * MINUTE, { name: "lost" }),
    buildTile(1_000, { name: "black", faults: ["black"] }),
  ];
  const order = [...tiles].sort(compareAlarms(NOW)).map(({ name }) => name);
  expect(order).toEqual(["black", "lost", "frozen", "stalled", "stalled for long", "damaged"]);
});

test("an outage began when the feed was last seen, a fault with the first picture that has it", () => {
  expect(alarmStart(buildTile(100_000), "stalled")).toBe(NOW - 100_000);
  const black = { faults: ["black"] } as const;
  expect(alarmStart(buildTile(1_000, { ...black, since: NOW - MINUTE }), "black")).toBe(NOW - MINUTE);
  expect(alarmStart(buildTile(1_000, black), "black")).toBe(NOW - 1_000);
});

const anyTile = fc
  .record({
    age: fc.integer({ min: -MINUTE, max: 60 * MINUTE }),
    ended: fc.boolean(),
    faults: fc.subarray([...FAULTS]),
  })
  .map(({ age, ...rest }) => buildTile(age, rest));

test("every tile is counted once", () => {
  fc.assert(
    fc.property(fc.array(anyTile), (tiles) => {
      const { attention, live, offline } = countSections(tiles, NOW);
      expect(attention + live + offline).toBe(tiles.length);
    }),
  );
});
