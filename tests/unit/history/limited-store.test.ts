import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { limitStore } from "#lib/history/limited-store.ts";
import { NOON, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

function scene(budget = () => Promise.resolve()) {
  const bucket = createMemoryBucket(() => NOON);
  const lines: string[] = [];
  const limited = limitStore(bucket, budget, (event) => lines.push(event)).open(null);
  return { bucket, lines, list: () => limited.listHours(STREAM, NOON) };
}

test("makes no request beyond the budget", async () => {
  const { bucket, list } = scene(() => Promise.reject(new BudgetError(3)));
  await expect(list()).rejects.toThrow(BudgetError);
  expect(bucket.count()).toBe(0);
});

test("makes at most eight requests at once", async () => {
  const { bucket, list } = scene();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  bucket.answer = () => promise;
  const all = Array.from({ length: 20 }, list);
  await new Promise((done) => setImmediate(done));
  expect(bucket.count()).toBe(8);
  resolve(undefined);
  await Promise.all(all);
  expect(bucket.count()).toBe(20);
});

test("logs a failed request", async () => {
  const { bucket, lines, list } = scene();
  bucket.mode = "fails";
  await expect(list()).rejects.toThrow("no answer");
  expect(lines).toEqual(["past-not-read"]);
});
