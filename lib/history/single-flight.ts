import { BudgetError } from "./budget.ts";

/** Does the work of a name, or waits for the same work if it is under way. */
export type SingleFlight<T> = (name: string, work: () => Promise<T>) => Promise<T>;

/** Work that fails because its client has used up its budget is tried once more for each other client that waits. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flying = new Map<string, Promise<T>>();

  return async (name, work) => {
    try {
      const joined = flying.get(name);
      if (joined !== undefined) return await joined;
    } catch (error) {
      if (!(error instanceof BudgetError)) throw error;
    }
    const own = flying.get(name) ?? work().finally(() => flying.delete(name));
    flying.set(name, own);
    return own;
  };
}
