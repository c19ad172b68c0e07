import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStoreOrSpool } from "#lib/receiver/store-or-spool.ts";
import type { Spool } from "#lib/spool/files.ts";
import { StoreError } from "#lib/store/store.ts";

const ENTRY = () =>
  ({
    kind: "event",
    event: { event: "ended", stream: { account: "A1", name: "s" }, feed: "f", source: "", at: 1, ended: 1 },
  }) as const;

function spoolThat(keep: Spool["keep"]): Spool {
  const never = () => Promise.reject(new Error("a receiver only keeps"));
  return {
    keep,
    names: never,
    measure: never,
    read: never,
    removeDrafts: never,
    remove: never,
    putAside: never,
  };
}

const readOnly = spoolThat(() => Promise.reject(new Error("EROFS: read-only file system")));
const full = spoolThat(() => Promise.resolve("full"));
const well = spoolThat(() => Promise.resolve("kept"));
const arrival = (isOverloaded: boolean) => ({ at: performance.now(), isOverloaded });
const stores = () => Promise.resolve({ accepted: "stored" } as const);
const fails = () => Promise.reject(new StoreError("put", new Error("ECONNREFUSED")));

describe("a spool that does not keep a hook", () => {
  test.each([
    ["cannot be written", readOnly, "EROFS: read-only file system"],
    ["is full", full, "full"],
  ])(
    "because it %s leaves it to the store under overload, and the log says so",
    async (_why, spool, told) => {
      expect(await createStoreOrSpool(spool)(ENTRY, arrival(true), stores)).toEqual({
        outcome: { accepted: "stored" },
        logFields: { spool: told },
      });
    },
  );

  test.each([
    ["cannot be written", readOnly, "EROFS: read-only file system"],
    ["is full", full, "full"],
  ])("because it %s hides nothing of why the store did not", async (_why, spool, told) => {
    expect(await createStoreOrSpool(spool)(ENTRY, arrival(false), fails)).toEqual({
      outcome: { rejected: "store" },
      logFields: { level: "error", error: "put failed: Error: ECONNREFUSED", spool: told },
    });
  });
});

describe("a disk that hangs", () => {
  const hangs = spoolThat(() => new Promise<never>(() => undefined));
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  test.each([
    ["after the store", false, fails, "store"],
    ["before the store, which has no time left,", true, stores, "busy"],
  ] as const)(
    "%s is waited for no longer than the provider waits",
    async (_when, isOverloaded, work, rejected) => {
      const judged = createStoreOrSpool(hangs)(ENTRY, arrival(isOverloaded), work);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await judged).toMatchObject({ outcome: { rejected }, logFields: { spool: "slow" } });
    },
  );
});

describe("work that neither ends nor looks at its signal", () => {
  const endless = () => new Promise<never>(() => undefined);
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  test.each([
    ["refused without a spool", null, { rejected: "store" }],
    ["spooled", well, { accepted: "spooled" }],
  ])("is %s in time", async (_what, spool, outcome) => {
    const judged = createStoreOrSpool(spool)(ENTRY, arrival(false), endless);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await judged).toMatchObject({ outcome });
  });
});

describe("a store that hangs", () => {
  const hangs = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new StoreError("put", new Error("aborted"))));
    });
  const DEADLINE_MS = 5_000;
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  test("makes no answer late, however many wait for their turn", async () => {
    // AbortSignal.timeout keeps to no fake clock.
    const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      const aborting = new AbortController();
      setTimeout(() => aborting.abort(), ms);
      return aborting.signal;
    });
    const storing = createStoreOrSpool(null);
    const times: number[] = [];
    for (let n = 0; n < 600; n += 1) {
      const come = arrival(false);
      void storing(ENTRY, come, hangs).then(() => times.push(performance.now() - come.at));
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(2 * DEADLINE_MS);
    timeout.mockRestore();
    expect(times).toHaveLength(600);
    expect(Math.max(...times)).toBeLessThan(DEADLINE_MS);
  });
});

test("a hook whose body took so long that the store could be too late goes to disk at once", async () => {
  const arrived = (agoMs: number) => ({ at: performance.now() - agoMs, isOverloaded: false });
  expect(await createStoreOrSpool(well)(ENTRY, arrived(3_500), stores)).toMatchObject({
    outcome: { accepted: "spooled" },
  });
  expect(await createStoreOrSpool(well)(ENTRY, arrived(1_000), stores)).toMatchObject({
    outcome: { accepted: "stored" },
  });
  expect(await createStoreOrSpool(null)(ENTRY, arrived(3_500), stores)).toMatchObject({
    outcome: { accepted: "stored" },
  });
});

test("without a spool, the log says nothing of one", async () => {
  const { logFields } = await createStoreOrSpool(null)(ENTRY, arrival(true), fails);
  expect(logFields).toEqual({ level: "error", error: "put failed: Error: ECONNREFUSED" });
});
