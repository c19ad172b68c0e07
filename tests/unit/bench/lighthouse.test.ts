import { expect, test } from "vitest";
import {
  type Audit,
  BUDGET,
  createTable,
  findFaults,
  type Row,
  selectMedian,
} from "../../../bench/lighthouse/report.ts";

const METRICS = { fcp: 800, lcp: 900, tbt: 12.4, cls: 0, speed: 800 };

function audit(performance: number, more: Partial<Audit> = {}): Audit {
  return { scores: { ...BUDGET, performance }, metrics: METRICS, failures: [], ...more };
}

test("each score below the budget is a fault, and so is one that is no number", () => {
  const row: Row = { page: "wall", device: "phone", ...audit(98) };
  expect(findFaults([row])).toEqual([]);
  const scores = { performance: 97, accessibility: NaN, "best-practices": 100 };
  expect(findFaults([{ ...row, scores }])).toEqual([
    "wall on a phone: performance is 97, the budget 98",
    "wall on a phone: accessibility is NaN, the budget 100",
  ]);
});

test("the median performance counts, and the worst of the other scores", () => {
  const unnamed = { ...audit(100), failures: ["Buttons have no name (button-name)"] };
  const bad = { ...unnamed, scores: { ...unnamed.scores, accessibility: 95 } };
  const median = selectMedian([audit(99), audit(60), bad]);
  expect(median.scores).toEqual({ performance: 99, accessibility: 95, "best-practices": 100 });
  expect(median.failures).toEqual(bad.failures);
});

test("the table has a line for each page, and names what cost points", () => {
  const row: Row = { page: "wall", device: "phone", ...audit(98, { failures: ["It is slow (slow)"] }) };
  expect(createTable([row]).split("\n").slice(2)).toEqual([
    "| wall | phone | 98 | 100 | 100 | 800 | 900 | 12 | 0.000 | 800 |",
    "wall on a phone lost points: It is slow (slow)",
  ]);
});
