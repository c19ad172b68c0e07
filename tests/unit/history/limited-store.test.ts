import { expect, test } from "vitest";
import { BudgetError } from "#lib/history/budget.ts";
import { limitStore } from "#lib/history/limited-store.ts";
import { createMemoryStore, STREAM } from "./memory-store.ts";

const NOW = Date.UTC(2026, 10, 23, 15, 33);

function scene(budget = () => Promise.resolve()) {
  const store = createMemoryStore(NOW);
  const lines: string[] = [];
  const limited = limitStore(store, budget, (name) => lines.push(name))(null);
  return { store, lines, list: () => limited.listHours(STREAM, NOW) };
}

test("makes no request beyond the budget", async () => {
  const { store, list } = scene(() => Promise.reject(new BudgetError(3)));
  await expect(list()).rejects.toThrow(BudgetError);
  expect(store.count()).toBe(0);
});

test("makes at most eight requests at once", async () => {
  const { store, list } = scene();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let running = 0;
  store.control.answer = () => {
    running += 1;
    return promise;
  };
  const all = Array.from({ length: 20 }, list);
  await new Promise((done) => setImmediate(done));
  expect(running).toBe(8);
  resolve(undefined);
  await Promise.all(all);
  expect(running).toBe(20);
});

test("logs a failed request without the names of streams", async () => {
  const { store, lines, list } = scene();
  store.control.fails = true;
  await expect(list()).rejects.toThrow("no answer");
  expect(lines).toEqual(["past-not-read"]);
});
