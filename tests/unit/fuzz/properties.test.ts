// Some of the inputs that npm run fuzz tries by the million.
import fc from "fast-check";
import { test } from "vitest";
import { PROPERTIES, runsOf } from "../../fuzz/properties.ts";

const RUNS = 2_000;

test.each(PROPERTIES)("$name", async (fuzzed) => {
  await fc.assert(fuzzed.property, { numRuns: runsOf(fuzzed, RUNS) });
});
