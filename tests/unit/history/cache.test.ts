import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { createCache } from "#lib/history/cache.ts";

type Value = { readonly n: number };

function scene() {
  const clock = { now: 1 };
  let reads = 0;
  const cache = createCache<string, Value>({ maxSize: 2, toKeepMs: () => 60, elapsed: () => clock.now });
  const read = () => Promise.resolve({ n: (reads += 1) });
  const get = (key = "a", isCurrent?: (value: Value) => boolean) => cache.get(key, read, isCurrent);
  const fail = (error = new Error("no answer"), isCurrent?: (value: Value) => boolean) =>
    cache.get("a", () => Promise.reject(error), isCurrent);
  return { clock, get, fail };
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
  const { get, fail } = scene();
  await expect(fail()).rejects.toThrow("no answer");
  expect(await get()).toEqual({ n: 1 });
  await expect(fail(undefined, () => false)).rejects.toThrow("no answer");
  expect(await get()).toEqual({ n: 1 });
});

test.each([false, true])(
  "reads once for the clients that waited for others beyond their budget (known: %s)",
  async (isKnown) => {
    const { get, fail } = scene();
    if (isKnown) await get();
    const isCurrent = ({ n }: Value) => !isKnown || n > 1;
    const greedy = [1, 2, 3].map(() => fail(new BudgetError(1), isCurrent));
    const others = [1, 2, 3].map(() => get("a", isCurrent));
    const answers = await Promise.allSettled(greedy);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await Promise.all(others)).toEqual(Array(3).fill({ n: isKnown ? 2 : 1 }));
  },
);
