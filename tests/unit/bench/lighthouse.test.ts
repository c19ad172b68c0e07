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

const ROW: Row = { page: "wall", device: "phone", ...audit(98, { failures: ["It is slow (slow)"] }) };

test("finds scores below the budget, and those that are no number", () => {
  expect(findFaults([ROW])).toEqual([]);
  const scores = { performance: 97, accessibility: NaN, "best-practices": 100 };
  expect(findFaults([{ ...ROW, scores }])).toEqual([
    "wall on a phone: performance is 97, the budget 98",
    "wall on a phone: accessibility is NaN, the budget 100",
  ]);
});

test("selects the median performance and the worst of the other scores", () => {
  const bad = {
    scores: { ...BUDGET, performance: 100, accessibility: 95 },
    failures: ["Buttons have no name"],
  };
  const { scores, failures } = selectMedian([audit(99), audit(60), audit(100, bad)]);
  expect(scores).toEqual({ performance: 99, accessibility: 95, "best-practices": 100 });
  expect(failures).toEqual(bad.failures);
});

test("names the audits that cost points below the table", () => {
  expect(createTable([ROW]).split("\n").slice(2)).toEqual([
    "| wall | phone | 98 | 100 | 100 | 800 | 900 | 12 | 0.000 | 800 |",
    "wall on a phone lost points: It is slow (slow)",
  ]);
});
