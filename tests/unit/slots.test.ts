import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSlots } from "#lib/slots.ts";

const PATIENCE_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when it is told to. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = vi.fn(() => promise);
  return { run, end: resolve, fail: reject };
}

describe("slots", () => {
  test("let so much work run at once, and the rest begin in its order", async () => {
    const slots = createSlots(2);
    const all = Array.from({ length: 5 }, work);
    const results = all.map(({ run }) => slots.run(run, PATIENCE_MS));
    const begun = () => all.map(({ run }) => run.mock.calls.length);
    await vi.advanceTimersByTimeAsync(0);
    expect(begun()).toEqual([1, 1, 0, 0, 0]);
    expect(slots.free()).toBe(0);
    all[1]?.end("second");
    await results[1];
    await vi.advanceTimersByTimeAsync(0);
    expect(begun()).toEqual([1, 1, 1, 0, 0]);
    for (const { end } of all) end("done");
    expect(await Promise.all(results)).toEqual(["done", "second", "done", "done", "done"]);
    expect(begun()).toEqual([1, 1, 1, 1, 1]);
    expect(slots.free()).toBe(2);
  });

  test("are taken until they are given back, once", async () => {
    const slots = createSlots(2);
    const end = await slots.take(0);
    expect(await slots.take(0)).not.toBeNull();
    expect(slots.free()).toBe(0);
    end?.();
    end?.();
    expect(slots.free()).toBe(1);
  });

  test("do not begin what had to wait too long, and give its place to the next", async () => {
    const slots = createSlots(1);
    const [first, impatient, patient] = [work(), work(), work()];
    const results = [
      slots.run(first.run, PATIENCE_MS),
      slots.run(impatient.run, PATIENCE_MS),
      slots.run(patient.run, PATIENCE_MS * 10),
    ];
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await results[1]).toBe("busy");
    first.end("first");
    patient.end("patient");
    expect(await results[2]).toBe("patient");
    expect(impatient.run).not.toHaveBeenCalled();
  });

  test("are given back by work that fails", async () => {
    const slots = createSlots(1);
    const [broken, next] = [work(), work()];
    const results = [slots.run(broken.run, PATIENCE_MS), slots.run(next.run, PATIENCE_MS)];
    broken.fail(new Error("broken"));
    await expect(results[0]).rejects.toThrow("broken");
    next.end("next");
    expect(await results[1]).toBe("next");
    expect(vi.getTimerCount()).toBe(0);
  });
});
