import { expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { createFaultHours } from "#lib/history/fault-hours.ts";
import type { FaultyHour } from "#lib/model/keys.ts";
import { STREAM } from "./memory-store.ts";

const HOUR = 3_600_000;
const hours: FaultyHour[] = [{ stream: STREAM, hour: HOUR, fault: "black" }];

test("beyond the budget, the last hours are told, and the next viewer reads them again", async () => {
  const clock = { now: 1 };
  const faultHours = createFaultHours(() => clock.now);
  let lists = 0;
  const answering = (page: () => Promise<{ hours: FaultyHour[]; next: null }>) =>
    faultHours(EVERYTHING, [0, 3 * HOUR], {
      listAllFaults() {
        lists += 1;
        return page();
      },
    });
  const before = await answering(() => Promise.resolve({ hours, next: null }));
  clock.now += 60_001;
  expect(await answering(() => Promise.reject(new BudgetError(1)))).toEqual(before);
  expect(await answering(() => Promise.resolve({ hours: [], next: null }))).toEqual({
    hours: [],
    isWhole: true,
  });
  expect(lists).toBe(3);
});
