import { expect, test } from "vitest";
import { livewallBill, listsPerPoll, naiveBill, pastBill } from "../../../scripts/costs/model.ts";
import { PRICES } from "../../../scripts/costs/prices.ts";

const [s3] = PRICES;
if (s3 === undefined) throw new Error("there are no prices");

test("a hundred feeds cost on S3 what a reckoning by hand says", () => {
  const { hooks, storage, wall, viewer } = livewallBill(100, s3);
  // 100 × 86,400 frames of 2.01 PUTs; 1.1 LISTs every two seconds and one an hour; 50 previews every 30 s.
  expect(hooks).toBeCloseTo(8_640 * 2.01 * 0.005, 6);
  expect(wall).toBeCloseTo((1_296 * 1.1 + 0.72) * 0.005, 6);
  expect(storage).toBeCloseTo(100 * 2.88 * (7 * 0.111 + 30 * 0.009) * 0.023, 6);
  expect(viewer).toBeCloseTo(4_320 * 0.0004 + 4_320_000 * 0.000_009 * 0.09, 6);
});

test.each([10, 1_000, 10_000])("of %i feeds, each costs at most $0.95 a month on S3", (feeds) => {
  const { hooks, storage } = livewallBill(feeds, s3);
  expect((hooks + storage) / feeds).toBeLessThanOrEqual(0.95);
});

test("a wall of 10,000 feeds costs at most $30 a month for each process, for one viewer as for many", () => {
  expect(livewallBill(10_000, s3).wall).toBeLessThanOrEqual(30);
});

test("a poll is about one list up to 2,500 feeds, and grows with the feeds from there", () => {
  expect(listsPerPoll(1)).toBeCloseTo(1.1, 1);
  expect(listsPerPoll(2_500)).toBeCloseTo(1.1, 1);
  expect(listsPerPoll(10_000)).toBeCloseTo(4.5, 6);
});

test("without an index a hook costs half, and without previews as much as with them", () => {
  const [full, originals, unindexed] = (["previews", "PREVIEWS=off", "INDEX=off"] as const).map((variant) =>
    livewallBill(1_000, s3, variant),
  );
  expect(originals?.hooks).toBe(full?.hooks);
  expect(originals?.storage).toBeLessThan(full?.storage ?? 0);
  expect(originals?.viewer).toBeGreaterThan(full?.viewer ?? 0);
  expect((unindexed?.hooks ?? 0) / (full?.hooks ?? 1)).toBeCloseTo(1.01 / 2.01, 6);
});

test("the past costs no more than its budget, day and night", () => {
  // 10 LISTs a second for 2,592,000 seconds.
  expect(pastBill(10, s3)).toBeCloseTo(25_920 * 0.005, 6);
});

test("the wall's own cost does not grow with its viewers, and the naive gallery's has no other", () => {
  expect(naiveBill(100, s3).wall).toBe(0);
  // 100 feeds keep 2,016,000 frames for seven days: 2,016 LISTs a poll, 518,400 polls.
  expect(naiveBill(100, s3).viewer).toBeGreaterThan(518.4 * 2_016 * 0.005);
});
