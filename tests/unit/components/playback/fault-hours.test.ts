import { expect, test } from "vitest";
import { adjacentFault } from "#components/playback/fault-hours.ts";
import type { Mark } from "#components/playback/track.tsx";

const HOUR = 3_600_000;
const marks = [1, 2, 5].map((hour): Mark => ({ kind: "black", span: [hour * HOUR, (hour + 1) * HOUR] }));

test.each([
  [0, null, 1],
  [1, null, 2],
  [2.5, 2, 5],
  [5, 2, null],
  [9, 5, null],
])("from hour %d, the adjacent faults begin at hours %s and %s", (at, previous, next) => {
  const found = ([-1, 1] as const).map((by) => adjacentFault(marks, at * HOUR, by));
  expect(found).toEqual([previous, next].map((hour) => (hour === null ? null : hour * HOUR)));
});
