import { describe, expect, test, vi } from "vitest";
import { createAdmission } from "#lib/receiver/admission/admission.ts";
import { createStoreOrSpool } from "#lib/receiver/store-or-spool.ts";
import type { Spool } from "#lib/spool/files.ts";
import { StoreError } from "#lib/store/store.ts";
import { createEvent } from "../spool/builders.ts";
import { useFakeTime } from "./fake-time.ts";

const ANSWER_MS = 5_000;

const createSpool = (add: Spool["add"]) => ({ add }) as Spool;
const readOnly = createSpool(() => Promise.reject(new Error("EROFS: read-only file system")));
const full = createSpool(() => Promise.resolve("full"));
const working = createSpool(() => Promise.resolve("added"));
const hanging = createSpool(() => new Promise(() => undefined));

const stores = () => Promise.resolve({ accepted: "stored" } as const);
const fails = () => Promise.reject(new StoreError("put", new Error("ECONNREFUSED")));
const hangs = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new StoreError("put", new Error("aborted"))));
  });
const ignoresSignal = () => new Promise<never>(() => undefined);

type Work = Parameters<ReturnType<typeof createStoreOrSpool>>[2];

/** Returns the function that runs the work of a hook which has just arrived. */
function createRunner(spool: Spool | null, isOverloaded = false) {
  const admission = createAdmission(1e9, spool !== null);
  const storeOrSpool = createStoreOrSpool(spool, { isOverloaded: () => isOverloaded });
  return (work: Work, hook = admission.admit()) => storeOrSpool(() => createEvent("s"), hook, work);
}

describe.each([
  ["cannot be written", readOnly, "EROFS: read-only file system"],
  ["is full", full, "full"],
])("a spool that %s", (_state, spool, reason) => {
  test("leaves a hook to the store under overload", async () => {
    const result = { outcome: { accepted: "stored" }, logFields: { spool: reason } };
    expect(await createRunner(spool, true)(stores)).toEqual(result);
  });

  test("does not hide the error of the store", async () => {
    expect(await createRunner(spool)(fails)).toEqual({
      outcome: { rejected: "store" },
      logFields: { level: "error", error: "put failed: Error: ECONNREFUSED", spool: reason },
    });
  });
});

test.each([
  ["hangs after a failure of the store", hanging, false, fails, { rejected: "store" }],
  ["hangs before the store under overload", hanging, true, stores, { rejected: "busy" }],
  ["works before the store under overload", working, true, stores, { accepted: "spooled" }],
  ["is missing while the store ignores its signal", null, false, ignoresSignal, { rejected: "store" }],
  ["works while the store ignores its signal", working, false, ignoresSignal, { accepted: "spooled" }],
])(
  "a hook is answered in five seconds when the spool %s",
  async (_case, spool, isOverloaded, work, outcome) => {
    useFakeTime();
    const result = createRunner(spool, isOverloaded)(work);
    await vi.advanceTimersByTimeAsync(ANSWER_MS);
    expect(await result).toMatchObject({ outcome, logFields: spool === hanging ? { spool: "slow" } : {} });
  },
);

test("a store that hangs makes no answer late, however many hooks wait", async () => {
  useFakeTime();
  const run = createRunner(null);
  const times: number[] = [];
  for (let n = 0; n < 300; n += 1) {
    const arrivedAt = performance.now();
    void run(hangs).then(() => times.push(performance.now() - arrivedAt));
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(2 * ANSWER_MS);
  expect(times).toHaveLength(300);
  expect(Math.max(...times)).toBeLessThan(ANSWER_MS);
});

test.each([
  ["spooled", "after 3.5 s", working, 3_500],
  ["stored", "after a second", working, 1_000],
  ["stored", "after 3.5 s without a spool", null, 3_500],
])("a hook is %s whose body is whole %s", async (accepted, _when, spool, ms) => {
  useFakeTime();
  const hook = createAdmission(1e9, spool !== null).admit();
  await vi.advanceTimersByTimeAsync(ms);
  expect(await createRunner(spool)(stores, hook)).toMatchObject({ outcome: { accepted } });
});

test("without a spool, the log does not mention one", async () => {
  const { logFields } = await createRunner(null, true)(fails);
  expect(logFields).toEqual({ level: "error", error: "put failed: Error: ECONNREFUSED" });
});
