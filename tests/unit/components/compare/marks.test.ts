import { expect, test } from "vitest";
import { writeMarks } from "#components/compare/use-coverages.ts";

const stretch = { from: 0, to: 1_000_000 };

test("a lane is empty until its coverage is read, and hatched where nothing is known", () => {
  expect(writeMarks(null, stretch)).toEqual([]);
  expect(writeMarks({ on: [[500_000, 1_000_000]], unknown: [[0, 500_000]], faults: [] }, stretch)).toEqual([
    { kind: "unknown", span: [0, 500_000] },
    { kind: "on", span: [500_000, 1_000_000] },
  ]);
});
