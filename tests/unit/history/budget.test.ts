import { expect, test } from "vitest";
import { BudgetError, createBudget } from "#lib/history/budget.ts";

/** A budget of ten a second, with a clock that does not wait. */
function scene() {
  const clock = { now: 0 };
  const waits: number[] = [];
  const delay = (ms: number) => Promise.resolve(void waits.push(ms));
  const budget = createBudget({ perSecond: 10, now: () => clock.now, delay });
  /** The number of calls that are allowed. */
  const calls = async (count: number, client: string | null = null) => {
    const answers = await Promise.allSettled(Array.from({ length: count }, () => budget(client)));
    return answers.filter(({ status }) => status === "fulfilled").length;
  };
  return { clock, waits, budget, calls };
}

test("allows 120 requests at once, delays two seconds' worth in FIFO order, and rejects the rest", async () => {
  const { calls, waits, budget } = scene();
  expect(await calls(120)).toBe(120);
  expect(waits).toEqual([]);
  expect(await calls(100)).toBe(20);
  expect(waits).toEqual(Array.from({ length: 20 }, (_, n) => (n + 1) * 100));
  await expect(budget(null)).rejects.toEqual(new BudgetError(3));
});

test("never exceeds its rate and the saved 120", async () => {
  const { clock, calls } = scene();
  let allowed = 0;
  for (clock.now = 0; clock.now < 60_000; clock.now += 500) allowed += await calls(50);
  expect(allowed).toBeGreaterThanOrEqual(120 + 60 * 10);
  expect(allowed).toBeLessThanOrEqual(120 + 62 * 10);
  clock.now = 3_600_000;
  expect(await calls(500)).toBe(140);
});

test("leaves half of the rate and of the saved requests to other clients", async () => {
  const { clock, calls } = scene();
  expect(await calls(500, "greedy")).toBe(60 + 10);
  let greedy = 0;
  for (clock.now = 250; clock.now <= 60_000; clock.now += 250) greedy += await calls(10, "greedy");
  expect(greedy).toBeLessThanOrEqual(60 * 5);
  expect(await calls(30, "other")).toBe(30);
});

test("has the same limit for any number of clients", async () => {
  const { calls, budget } = scene();
  const results = await Promise.allSettled(Array.from({ length: 10_100 }, (_, n) => budget(`client ${n}`)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(140);
  expect(await calls(1, "new")).toBe(0);
});

test("gains nothing from a clock that was set back", async () => {
  const { clock, calls } = scene();
  await calls(140);
  clock.now = -1_000;
  expect(await calls(1)).toBe(0);
});
