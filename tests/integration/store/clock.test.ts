import { afterEach, expect, test } from "vitest";
import { createStoreClock } from "#lib/store/clock.ts";
import { type Faults, type FaultyS3, startFaultyS3 } from "../../support/faulty-s3.ts";
import { frameOf } from "../../support/frames.ts";
import { newAccount } from "../../support/receiver.ts";
import { storeWith } from "../../support/store-client.ts";

const MINUTE = 60_000;

let s3: FaultyS3 | undefined;
afterEach(async () => {
  await s3?.stop();
  s3 = undefined;
});

/** A store that tells the time, as S3 does, seen from a machine whose clock is wrong. */
async function machine(wrongByMs: number, faults: Faults = () => null) {
  s3 = await startFaultyS3(faults);
  const now = () => Date.now() + wrongByMs;
  const options = { now, clock: createStoreClock(now) };
  const open = () => storeWith({ endpoint: s3?.endpoint ?? null }, options);
  const [store, sibling] = [open(), open()];
  return { store, sibling, requests: s3.requests, errorMs: () => Math.abs(store.now() - Date.now()) };
}

test.each([-5 * MINUTE, 30_000])(
  "a machine whose clock is wrong by %i ms has the store's after one answer",
  async (wrongBy) => {
    const { store, errorMs } = await machine(wrongBy);
    expect(errorMs()).toBeGreaterThan(25_000);
    const { at } = await store.putOriginal(
      frameOf(newAccount()),
      Buffer.from("jpeg"),
      null,
      AbortSignal.timeout(10_000),
    );
    expect(errorMs()).toBeLessThan(5_000);
    expect(Math.abs(at - Date.now())).toBeLessThan(5_000);
  },
);

test("a refusal tells the time as well", async () => {
  const { store, errorMs } = await machine(5 * MINUTE, () => ({ status: 403, code: "AccessDenied" }));
  await expect(store.probeReading(AbortSignal.timeout(10_000))).rejects.toThrow("AccessDenied");
  expect(errorMs()).toBeLessThan(5_000);
});

test("one request confirms the clock for all that wait, and none is sent while it is known", async () => {
  const { store, requests, errorMs } = await machine(-5 * MINUTE);
  await Promise.all([store.confirmClock(), store.confirmClock()]);
  await store.confirmClock();
  expect(requests).toEqual(["HEAD log/clock"]);
  expect(errorMs()).toBeLessThan(5_000);
});

test("an answer to one store corrects the clock of all that share it", async () => {
  const { store, requests, errorMs, sibling } = await machine(-5 * MINUTE);
  await sibling.confirmClock();
  await store.confirmClock();
  expect(requests).toEqual(["HEAD log/clock"]);
  expect(errorMs()).toBeLessThan(5_000);
});

test("a store that does not answer delays no request", async () => {
  const { store } = await machine(0, () => "hang");
  const started = performance.now();
  await store.confirmClock();
  await store.confirmClock();
  expect(performance.now() - started).toBeLessThan(3_000);
});
