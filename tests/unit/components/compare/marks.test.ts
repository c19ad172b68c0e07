import { expect, test } from "vitest";
import { toMarks } from "#components/compare/use-coverages.ts";

const stretch = { from: 0, to: 1_000_000 };

test("a lane shows when its stream was on air, stalled and faulty", () => {
  const coverage = {
    on: [[100_000, 400_000]],
    unknown: [[0, 50_000]],
    faults: [{ fault: "black", span: [200_000, 300_000] }],
  } as const;
  expect(toMarks(coverage, stretch)).toEqual([
    { kind: "unknown", span: [0, 50_000] },
    { kind: "on", span: [100_000, 400_000] },
    { kind: "stalled", span: [400_000, 625_000] },
    { kind: "black", span: [200_000, 300_000] },
  ]);
});

test("all of a lane is unknown until its coverage is read", () => {
  expect(toMarks(null, stretch)).toEqual([{ kind: "unknown", span: [0, 1_000_000] }]);
});
