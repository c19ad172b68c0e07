import { describe, expect, test } from "vitest";
import { BudgetError, createBudget } from "#lib/history/budget.ts";

/** A budget of ten a second, and a clock that waits at once. */
function scene(perSecond = 10) {
  const clock = { now: 0 };
  const waits: number[] = [];
  const delay = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const budget = createBudget({ perSecond, now: () => clock.now, delay });
  /** How many of so many calls may be made. */
  const calls = async (count: number, client: string | null = null) => {
    const answers = await Promise.allSettled(Array.from({ length: count }, () => budget(client)));
    return answers.filter(({ status }) => status === "fulfilled").length;
  };
  return { clock, waits, budget, calls };
}

describe("the budget for reading the past", () => {
  test("starts full: one moment of 10,000 feeds is read at once", async () => {
    const { calls, waits } = scene();
    expect(await calls(120)).toBe(120);
    expect(waits).toEqual([]);
  });

  test("lets two seconds' worth of calls wait in their order, and refuses the others at once", async () => {
    const { calls, waits, budget } = scene();
    await calls(120);
    expect(await calls(100)).toBe(20);
    expect(waits).toEqual(Array.from({ length: 20 }, (_, n) => (n + 1) * 100));
    await expect(budget(null)).rejects.toEqual(new BudgetError(3));
  });

  test("never allows more than its rate and what it had saved, however often it is asked", async () => {
    const { clock, calls } = scene();
    let allowed = 0;
    for (clock.now = 0; clock.now < 60_000; clock.now += 250) allowed += await calls(50);
    expect(allowed).toBeGreaterThanOrEqual(120 + 60 * 10);
    expect(allowed).toBeLessThanOrEqual(120 + 62 * 10);
  });

  test("saves no more than 120", async () => {
    const { clock, calls } = scene();
    clock.now = 3_600_000;
    expect(await calls(500)).toBe(140);
  });

  test("leaves half of the rate, and of what is saved, to other clients", async () => {
    const { clock, calls } = scene();
    expect(await calls(500, "greedy")).toBe(60 + 10);
    let greedy = 0;
    for (clock.now = 250; clock.now <= 60_000; clock.now += 250) greedy += await calls(50, "greedy");
    expect(greedy).toBeLessThanOrEqual(60 * 5);
    expect(await calls(30, "other")).toBe(30);
  });

  test("forgets clients that were not seen for long, and never its own limit", async () => {
    const { calls, budget } = scene();
    const results = await Promise.allSettled(Array.from({ length: 20_000 }, (_, n) => budget(`client ${n}`)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(140);
    expect(await calls(1, "new")).toBe(0);
  });

  test("is not misled by a clock that stands still or goes back", async () => {
    const { clock, calls } = scene();
    await calls(140);
    clock.now = -1_000;
    expect(await calls(1)).toBe(0);
  });
});
