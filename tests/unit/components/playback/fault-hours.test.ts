import { expect, test } from "vitest";
import { adjacentFault } from "#components/playback/fault-hours.ts";
import type { FaultSpan } from "#lib/model/coverage.ts";

const HOUR = 3_600_000;
const hours = [1, 2, 5].map((hour): FaultSpan => ({
  fault: "black",
  span: [hour * HOUR, (hour + 1) * HOUR],
}));

test.each([
  [0, null, 1],
  [1, null, 2],
  [2.5, 2, 5],
  [5, 2, null],
  [9, 5, null],
])("from hour %d, the faults before and after begin at hours %s and %s", (at, previous, next) => {
  const found = ([-1, 1] as const).map((by) => adjacentFault(hours, at * HOUR, by));
  expect(found).toEqual([previous, next].map((hour) => (hour === null ? null : hour * HOUR)));
});
