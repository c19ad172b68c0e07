import { expect, test } from "vitest";
import {
  BUDGET,
  faultsOf,
  middleOf,
  tableOf,
  type Audit,
  type Row,
} from "../../../bench/lighthouse/report.ts";

const METRICS = { fcp: 800, lcp: 900, tbt: 12.4, cls: 0, speed: 800 };

function audit(performance: number, more: Partial<Audit> = {}): Audit {
  return { scores: { ...BUDGET, performance }, metrics: METRICS, failures: [], ...more };
}

test("a page that reaches the budget has no fault, and each score below it is one", () => {
  const row: Row = { page: "wall", device: "phone", ...audit(98) };
  expect(faultsOf([row])).toEqual([]);
  const scores = { performance: 97, accessibility: 99, "best-practices": 100 };
  expect(faultsOf([{ ...row, scores }])).toEqual([
    "wall on a phone: performance is 97, the budget 98",
    "wall on a phone: accessibility is 99, the budget 100",
  ]);
});

test("a score that is no number is a fault", () => {
  expect(faultsOf([{ page: "wall", device: "desktop", ...audit(NaN) }])).toHaveLength(1);
});

test("of several audits the performance in the middle counts, and the worst of what does not vary", () => {
  const unnamed = { ...audit(100), failures: ["Buttons have no name (button-name)"] };
  const bad = { ...unnamed, scores: { ...unnamed.scores, accessibility: 95 } };
  const middle = middleOf([audit(99), audit(60), bad]);
  expect(middle.scores).toEqual({ performance: 99, accessibility: 95, "best-practices": 100 });
  expect(middle.failures).toEqual(bad.failures);
});

test("the table has a line for each page, and says what cost points", () => {
  const [head, , line, ...lost] = tableOf([
    { page: "wall", device: "phone", ...audit(98, { failures: ["It is slow (slow)"] }) },
  ]);
  expect(head?.split("|")).toHaveLength(line?.split("|").length ?? 0);
  expect(line).toBe("| wall | phone | 98 | 100 | 100 | 800 | 900 | 12 | 0.000 | 800 |");
  expect(lost).toEqual(["wall on a phone lost points: It is slow (slow)"]);
});
