import { expect, test } from "vitest";
import { listsPerPoll, livewallBill, naiveBill, pastBill } from "../../../scripts/costs/model.ts";
import { PRICES } from "../../../scripts/costs/prices.ts";

const [s3] = PRICES;
if (s3 === undefined) throw new Error("there are no prices");

test("computes the bill of a hundred feeds", () => {
  const { hooks, storage, wall, viewer } = livewallBill(100, s3);
  // 100 × 86,400 frames of 2.01 PUTs; 1.1 LISTs every two seconds and one an hour; 50 previews every 30 s.
  expect(hooks).toBeCloseTo(8_640 * 2.01 * 0.005, 6);
  expect(wall).toBeCloseTo((1_296 * 1.1 + 0.72) * 0.005, 6);
  expect(storage).toBeCloseTo(100 * 2.88 * (7 * 0.111 + 30 * 0.009) * 0.023, 6);
  expect(viewer).toBeCloseTo(4_320 * 0.0004 + 4_320_000 * 0.000_009 * 0.09, 6);
  // 10 LISTs a second for 2,592,000 seconds.
  expect(pastBill(10, s3)).toBeCloseTo(25_920 * 0.005, 6);
  // The naive gallery lists 2,016,000 frames of seven days for each of 518,400 polls.
  expect(naiveBill(100, s3).viewer).toBeGreaterThan(518.4 * 2_016 * 0.005);
});

test("keeps within the goals for a feed and for a process", () => {
  for (const feeds of [10, 1_000, 10_000]) {
    const { hooks, storage } = livewallBill(feeds, s3);
    expect((hooks + storage) / feeds).toBeLessThanOrEqual(0.95);
  }
  expect(livewallBill(10_000, s3).wall).toBeLessThanOrEqual(30);
  expect([1, 2_500, 10_000].map((feeds) => listsPerPoll(feeds).toFixed(1))).toEqual(["1.1", "1.1", "4.5"]);
});

test("halves the hooks without an index, and saves no PUT without previews", () => {
  const bill = (variant: Parameters<typeof livewallBill>[2]) => livewallBill(1_000, s3, variant);
  const [full, originals] = [bill("previews"), bill("PREVIEWS=off")];
  expect(originals.hooks).toBe(full.hooks);
  expect(originals.storage).toBeLessThan(full.storage);
  expect(originals.viewer).toBeGreaterThan(full.viewer);
  expect(bill("INDEX=off").hooks / full.hooks).toBeCloseTo(1.01 / 2.01, 6);
});
