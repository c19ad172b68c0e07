import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { createSingleFlight } from "#lib/history/single-flight.ts";
import { createRead } from "#lib/history/store-reads.ts";

const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a request that is beyond the budget is not made", async () => {
  const read = createRead(
    () => Promise.reject(new BudgetError(3)),
    () => undefined,
  );
  let made = 0;
  await expect(read(null, () => Promise.resolve((made += 1)))).rejects.toThrow(BudgetError);
  expect(made).toBe(0);
});

test("at most eight requests are made at once", async () => {
  const read = createRead(
    () => Promise.resolve(),
    () => undefined,
  );
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let running = 0;
  const all = Array.from({ length: 20 }, () =>
    read(null, () => {
      running += 1;
      return promise;
    }),
  );
  await settle();
  expect(running).toBe(8);
  resolve(undefined);
  await Promise.all(all);
  expect(running).toBe(20);
});

test("a request that fails is logged, without the names of streams, and its error is passed on", async () => {
  const lines: string[] = [];
  const read = createRead(
    () => Promise.resolve(),
    (name) => lines.push(name),
  );
  await expect(read(null, () => Promise.reject(new Error("no answer")))).rejects.toThrow("no answer");
  expect(lines).toEqual(["past-not-read"]);
});

test("work of one name is done once for all who ask while it is under way, and again afterwards", async () => {
  const once = createSingleFlight<number>();
  let done = 0;
  const work = () => Promise.resolve((done += 1));
  expect(await Promise.all([once("a", work), once("a", work), once("b", work)])).toEqual([1, 1, 2]);
  expect(await once("a", work)).toBe(3);
});

test("work that one client has no budget for is tried once more, for all others together", async () => {
  const once = createSingleFlight<string>();
  let tried = 0;
  const greedy = once("a", () => Promise.reject(new BudgetError(1)));
  const others = Array.from({ length: 3 }, () =>
    once("a", () => {
      tried += 1;
      return Promise.resolve("found");
    }),
  );
  await expect(greedy).rejects.toThrow(BudgetError);
  expect(await Promise.all(others)).toEqual(["found", "found", "found"]);
  expect(tried).toBe(1);
});
