import { describe, faultsOf, weighPages } from "../budget/measure.ts";
import { failed, type Outcome, PASSED } from "./outcome.ts";

/** Holds the browser's JavaScript of the production build against its budget. */
export async function checkBudget(): Promise<Outcome> {
  const { empty, pages } = await weighPages();
  for (const line of describe(empty, pages)) console.log(line);
  const faults = faultsOf(pages);
  return faults.length === 0 ? PASSED : failed(faults.join("; "));
}
