import { expect, test } from "vitest";
import { Tally } from "../../../scripts/provider-sim/tally.ts";

test("counts hooks by outcome and ranks their latencies", () => {
  const tally = new Tally();
  const rejected = { ok: false, bytes: 10, status: 401, why: "not signed" } as const;
  expect(tally.summary()).toContain("p50 –");
  for (let ms = 1; ms <= 198; ms++) expect(tally.add({ ok: true, ms, bytes: 10_000 })).toBe(false);
  expect(tally.add({ ok: false, ms: 1, bytes: 0, status: "no answer", why: "timeout" })).toBe(true);
  expect(tally.add({ ok: false, ms: 1, bytes: 0, status: "not sent", why: "too slow" })).toBe(true);
  expect([199, 200].map((ms) => tally.add({ ...rejected, ms }))).toEqual([true, false]);
  expect([tally.sent, tally.stored]).toEqual([202, 198]);
  expect(tally.progress()).toContain("202 due, 198 stored, 2 rejected, 1 without an answer, 1 not sent");
  for (const part of [
    "201 hooks, 2.0 MB",
    "rejected   2\n           2 × 401 (not signed)",
    "no answer  1\n           1 × no answer (timeout)",
    "not sent   1\n           1 × not sent (too slow)",
    "p50 100 ms, p95 190 ms, p99 198 ms, max 200 ms",
  ])
    expect(tally.summary()).toContain(part);
});
