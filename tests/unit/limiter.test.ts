import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLimiter } from "#lib/limiter.ts";

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

describe("limiter", () => {
  test("runs at most so many tasks at once, and the rest in FIFO order", async () => {
    const limiter = createLimiter(2);
    const all = Array.from({ length: 5 }, work);
    const results = all.map(({ run }) => limiter.run(run, PATIENCE_MS));
    const begun = () => all.map(({ run }) => run.mock.calls.length);
    await vi.advanceTimersByTimeAsync(0);
    expect(begun()).toEqual([1, 1, 0, 0, 0]);
    expect(limiter.free()).toBe(0);
    all[1]?.end("second");
    await results[1];
    await vi.advanceTimersByTimeAsync(0);
    expect(begun()).toEqual([1, 1, 1, 0, 0]);
    for (const { end } of all) end("done");
    expect(await Promise.all(results)).toEqual(["done", "second", "done", "done", "done"]);
    expect(begun()).toEqual([1, 1, 1, 1, 1]);
    expect(limiter.free()).toBe(2);
  });

  test("gives permits until they are released, once", async () => {
    const limiter = createLimiter(2);
    const end = await limiter.acquire(0);
    expect(await limiter.acquire(0)).not.toBeNull();
    expect(limiter.free()).toBe(0);
    end?.();
    end?.();
    expect(limiter.free()).toBe(1);
  });

  test("does not begin a task that waited too long, and gives its permit to the next", async () => {
    const limiter = createLimiter(1);
    const [first, impatient, patient] = [work(), work(), work()];
    const results = [
      limiter.run(first.run, PATIENCE_MS),
      limiter.run(impatient.run, PATIENCE_MS),
      limiter.run(patient.run, PATIENCE_MS * 10),
    ];
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await results[1]).toBe("busy");
    first.end("first");
    patient.end("patient");
    expect(await results[2]).toBe("patient");
    expect(impatient.run).not.toHaveBeenCalled();
  });

  test("gets its permit back from a task that fails", async () => {
    const limiter = createLimiter(1);
    const [broken, next] = [work(), work()];
    const results = [limiter.run(broken.run, PATIENCE_MS), limiter.run(next.run, PATIENCE_MS)];
    broken.fail(new Error("broken"));
    await expect(results[0]).rejects.toThrow("broken");
    next.end("next");
    expect(await results[1]).toBe("next");
    expect(vi.getTimerCount()).toBe(0);
  });
});
