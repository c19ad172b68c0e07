import { describe, expect, test } from "vitest";
import { createLookupBudget } from "#lib/receiver/lookup-budget.ts";

function spent(budget: ReturnType<typeof createLookupBudget>, hooks: number): number {
  let count = 0;
  for (let n = 0; n < hooks; n += 1) {
    budget.earn();
    if (budget.spend()) count += 1;
  }
  return count;
}

describe("lookups", () => {
  test("are for one hook in ten of a crowd, after a burst", () => {
    const budget = createLookupBudget(() => 0);
    const first = spent(budget, 1_000);
    expect(first).toBeGreaterThanOrEqual(149);
    expect(first).toBeLessThanOrEqual(151);
    expect(spent(budget, 1_000)).toBe(100);
  });

  test("are for each hook of a quiet process", () => {
    let clock = 0;
    const budget = createLookupBudget(() => clock);
    spent(budget, 1_000);
    for (let n = 0; n < 20; n += 1) {
      clock += 1_000;
      expect(spent(budget, 1)).toBe(1);
    }
  });

  test("are saved up for a burst and no more, however long it is quiet", () => {
    let clock = 0;
    const budget = createLookupBudget(() => clock);
    clock = 86_400_000;
    expect(spent(budget, 500)).toBeLessThanOrEqual(101);
  });
});
