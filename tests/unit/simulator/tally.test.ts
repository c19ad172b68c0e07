import { expect, test } from "vitest";
import { Tally } from "../../../scripts/provider-sim/tally.ts";

test("counts hooks by outcome and ranks their latencies", () => {
  const tally = new Tally();
  const rejected = { ok: false, bytes: 10, status: 401, why: "not signed" } as const;
  expect(tally.summary()).toContain("p50 –");
  for (let ms = 1; ms <= 198; ms++) expect(tally.add({ ok: true, ms, bytes: 10_000 })).toBe(false);
  expect([199, 200].map((ms) => tally.add({ ...rejected, ms }))).toEqual([true, false]);
  expect([tally.sent, tally.stored]).toEqual([200, 198]);
  for (const part of [
    "200 hooks, 2.0 MB",
    "2 × 401 (not signed)",
    "p50 100 ms, p95 190 ms, p99 198 ms, max 200 ms",
  ])
    expect(tally.summary()).toContain(part);
});
