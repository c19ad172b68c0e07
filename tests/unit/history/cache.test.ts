import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { createCache } from "#lib/history/cache.ts";

type Value = { readonly n: number };

function scene() {
  const clock = { now: 1 };
  let reads = 0;
  const cache = createCache<string, Value>({ maxSize: 2, toKeepMs: () => 60, elapsed: () => clock.now });
  const read = () => Promise.resolve({ n: (reads += 1) });
  const get = (key = "a") => cache.get(key, read);
  return { clock, cache, get, reads: () => reads };
}

test("shares one read of a key, until its value expires", async () => {
  const { clock, get } = scene();
  expect(await Promise.all([get(), get(), get("b")])).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }]);
  clock.now += 60;
  expect(await get()).toEqual({ n: 1 });
  clock.now += 1;
  expect(await get()).toEqual({ n: 3 });
});

test("does not keep a failed read, and keeps the value before it", async () => {
  const { cache, get } = scene();
  const fail = () => Promise.reject(new Error("no answer"));
  await expect(cache.get("a", fail)).rejects.toThrow("no answer");
  expect(await get()).toEqual({ n: 1 });
  await expect(cache.get("a", fail, () => false)).rejects.toThrow("no answer");
  expect(await get()).toEqual({ n: 1 });
});

test("reads once more for all who waited for a client beyond its budget", async () => {
  const { cache, get, reads } = scene();
  const greedy = cache.get("a", () => Promise.reject(new BudgetError(1)));
  const others = [1, 2, 3].map(() => get());
  await expect(greedy).rejects.toThrow(BudgetError);
  expect(await Promise.all(others)).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
  expect(reads()).toBe(1);
});

test("reads a value that is not current once more for who waited for a client beyond its budget", async () => {
  const { cache, get } = scene();
  await get();
  const isCurrent = ({ n }: Value) => n > 1;
  const greedy = cache.get("a", () => Promise.reject(new BudgetError(1)), isCurrent);
  const other = cache.get("a", () => Promise.resolve({ n: 2 }), isCurrent);
  await expect(greedy).rejects.toThrow(BudgetError);
  expect(await other).toEqual({ n: 2 });
});

test("reads for a client with a budget, however many without one asked before it", async () => {
  const { cache, get } = scene();
  const greedy = [1, 2, 3].map(() => cache.get("a", () => Promise.reject(new BudgetError(1))));
  const other = get();
  const answers = await Promise.allSettled(greedy);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(await other).toEqual({ n: 1 });
});
