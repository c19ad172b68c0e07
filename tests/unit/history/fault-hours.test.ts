import { expect, test } from "vitest";
import { EVERYTHING, parseScope } from "#lib/access/scope.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { createFaultHours } from "#lib/history/fault-hours.ts";
import type { Span } from "#lib/model/coverage.ts";
import { DAY, HOUR, MINUTE, NOON, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const span: Span = [NOON - 2 * DAY, NOON + HOUR];

function scene() {
  const clock = { now: NOON };
  const bucket = createMemoryBucket(() => clock.now);
  return { clock, bucket, faultHours: createFaultHours(() => clock.now) };
}

test("lists the hours with a fault in a scope, once a minute", async () => {
  const { clock, bucket, faultHours } = scene();
  const secret = { ...STREAM, name: "secret" };
  bucket.putFault({ stream: STREAM, hour: NOON - DAY, fault: "black" });
  bucket.putFault({ stream: secret, hour: NOON - DAY, fault: "frozen" });
  bucket.putFault({ stream: secret, hour: NOON, fault: "damaged" });
  bucket.putFault({ stream: STREAM, hour: NOON - 5 * DAY, fault: "damaged" });
  expect(await faultHours(EVERYTHING, span, bucket)).toEqual({
    hours: [
      { from: NOON - DAY, faults: ["black", "frozen"] },
      { from: NOON, faults: ["damaged"] },
    ],
    isWhole: true,
  });
  const scope = parseScope(["ZG6NWV/teststream"]) ?? EVERYTHING;
  expect((await faultHours(scope, span, bucket)).hours).toEqual([{ from: NOON - DAY, faults: ["black"] }]);
  expect(bucket.count()).toBe(1);
  clock.now += MINUTE + 1;
  await faultHours(EVERYTHING, span, bucket);
  expect(bucket.count()).toBe(2);
});

test("stops after twelve LISTs, and says so", async () => {
  const { bucket, faultHours } = scene();
  for (let n = 0; n < 12_001; n += 1) {
    const stream = { ...STREAM, name: `stage ${n % 40}` };
    bucket.putFault({ stream, hour: NOON - Math.floor(n / 40) * HOUR, fault: "black" });
  }
  expect(await faultHours(EVERYTHING, span, bucket)).toHaveProperty("isWhole", false);
  expect(bucket.count()).toBe(12);
});

test("keeps the last hours beyond the budget, and lists again for the next viewer", async () => {
  const { clock, bucket, faultHours } = scene();
  const before = await faultHours(EVERYTHING, span, bucket);
  clock.now += MINUTE + 1;
  bucket.putFault({ stream: STREAM, hour: NOON, fault: "black" });
  const listAllFaults = () => Promise.reject(new BudgetError(1));
  expect(await faultHours(EVERYTHING, span, { listAllFaults })).toEqual(before);
  expect(await faultHours(EVERYTHING, span, bucket)).toHaveProperty("hours.length", 1);
});
