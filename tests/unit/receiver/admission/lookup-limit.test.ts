import { expect, test } from "vitest";
import { createLookupLimit, type LookupLimit } from "#lib/receiver/admission/lookup-limit.ts";

/** Returns for how many hooks a lookup is allowed. */
function countAllowed(limit: LookupLimit, hooks: number): number {
  const isAllowed = () => {
    limit.count();
    return limit.allow();
  };
  return Array.from({ length: hooks }, isAllowed).filter(Boolean).length;
}

test("allows a burst, and then a lookup for one hook in ten", () => {
  const limit = createLookupLimit(() => 0);
  expect(Math.abs(countAllowed(limit, 1_000) - 150)).toBeLessThanOrEqual(1);
  expect(countAllowed(limit, 1_000)).toBe(100);
});

test("allows a lookup for each hook of a quiet process", () => {
  let now = 0;
  const limit = createLookupLimit(() => now);
  countAllowed(limit, 1_000);
  for (let n = 0; n < 20; n += 1) {
    now += 1_000;
    expect(countAllowed(limit, 1)).toBe(1);
  }
});

test("saves lookups for one burst only", () => {
  let now = 0;
  const limit = createLookupLimit(() => now);
  now = 86_400_000;
  expect(countAllowed(limit, 500)).toBeLessThanOrEqual(101);
});
