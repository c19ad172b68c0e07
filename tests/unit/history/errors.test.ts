import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { StoreError } from "#lib/store/store.ts";

test.each([
  ["StoreError", StoreError],
  ["BudgetError", BudgetError],
] as const)("%s of another bundle's copy of the class is recognised", (name, type) => {
  const foreign = Object.assign(new Error("of a copy"), { name });
  expect(foreign instanceof type).toBe(true);
  expect(new Error("another") instanceof type).toBe(false);
  expect({ name } instanceof type).toBe(false);
});
