// A few thousand inputs such as npm run fuzz tries by the million.
import fc from "fast-check";
import { expect, test } from "vitest";
import { PROPERTIES, runsOf } from "../../fuzz/properties.ts";

const RUNS = 6_000;

test.each(PROPERTIES)("$name", async (fuzzed) => {
  const details = await fc.check(fuzzed.property, { numRuns: runsOf(fuzzed, RUNS) });
  const told = details.failed ? await fc.asyncDefaultReportMessage(details) : "holds";
  expect(told).toBe("holds");
});
