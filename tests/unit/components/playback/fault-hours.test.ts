import { expect, test } from "vitest";
import { adjacentFault, listFaultStarts } from "#components/playback/fault-hours.ts";
import type { Mark } from "#components/playback/marks.ts";

const HOUR = 3_600_000;
const marks = [1, 2, 5].map((hour): Mark => ({ kind: "black", span: [hour * HOUR, (hour + 1) * HOUR] }));

test.each([
  [0, null, 1],
  [1, null, 2],
  [2.5, 2, 5],
  [5, 2, null],
  [9, 5, null],
])("from hour %d, the adjacent faults begin at hours %s and %s", (at, previous, next) => {
  const starts = marks.map(({ span }) => span[0]);
  const found = ([-1, 1] as const).map((by) => adjacentFault(starts, at * HOUR, by));
  expect(found).toEqual([previous, next].map((hour) => (hour === null ? null : hour * HOUR)));
});

test("a fault begins where its number rises, else with its hour", () => {
  const toSamples = (...attention: number[]) =>
    attention.map((count, place) => [(place * HOUR) / 4, 3, count] as const);
  // Quarters of the first three hours: from 1:15 on, beyond 2:00.
  const counts = { samples: toSamples(0, 0, 0, 0, 0, 1, 2, 1, 1, 0, 0, 0), until: 3 * HOUR, isWhole: true };
  expect(listFaultStarts(marks, counts)).toEqual([1.25 * HOUR, 5 * HOUR]);
  // The first sample does not tell when its fault began.
  expect(
    listFaultStarts(marks.slice(0, 1), { samples: [[1.5 * HOUR, 3, 1]], until: 2 * HOUR, isWhole: true }),
  ).toEqual([HOUR]);
});
