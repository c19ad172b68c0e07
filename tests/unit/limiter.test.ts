import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLimiter, createTokenBucket } from "#lib/limiter.ts";

const MAX_WAIT_MS = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A task that ends when it is told to. */
function createTask() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { run: vi.fn(() => promise), end: resolve, fail: reject };
}

test("runs a limited number of tasks at once, and the rest in FIFO order", async () => {
  const limiter = createLimiter(2);
  const tasks = Array.from({ length: 5 }, createTask);
  const results = tasks.map(({ run }) => limiter.run(run, MAX_WAIT_MS));
  const countCalls = () => tasks.map(({ run }) => run.mock.calls.length);
  await vi.advanceTimersByTimeAsync(0);
  expect(countCalls()).toEqual([1, 1, 0, 0, 0]);
  tasks[1]?.end("second");
  await vi.advanceTimersByTimeAsync(0);
  expect(countCalls()).toEqual([1, 1, 1, 0, 0]);
  for (const { end } of tasks) end("done");
  expect(await Promise.all(results)).toEqual(["done", "second", "done", "done", "done"]);
});

test("frees a permit once, however often it is released", async () => {
  const limiter = createLimiter(1);
  const release = await limiter.acquire(0);
  release?.();
  release?.();
  expect(await limiter.acquire(0)).not.toBeNull();
  const late = limiter.acquire(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(await late).toBeNull();
});

test("never runs a task that waited too long", async () => {
  const limiter = createLimiter(1);
  const [first, impatient, patient] = [createTask(), createTask(), createTask()];
  const results = [
    limiter.run(first.run, MAX_WAIT_MS),
    limiter.run(impatient.run, MAX_WAIT_MS),
    limiter.run(patient.run, MAX_WAIT_MS * 10),
  ];
  await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
  expect(await results[1]).toBe("busy");
  first.end("first");
  patient.end("patient");
  expect(await results[2]).toBe("patient");
  expect(impatient.run).not.toHaveBeenCalled();
});

test("frees the permit of a task that fails", async () => {
  const limiter = createLimiter(1);
  const [broken, next] = [createTask(), createTask()];
  const results = [limiter.run(broken.run, MAX_WAIT_MS), limiter.run(next.run, MAX_WAIT_MS)];
  broken.fail(new Error("broken"));
  await expect(results[0]).rejects.toThrow("broken");
  next.end("next");
  expect(await results[1]).toBe("next");
  expect(vi.getTimerCount()).toBe(0);
});

test("frees the permit of a task that throws before it has a promise", async () => {
  const limiter = createLimiter(1);
  const broken = () => {
    throw new Error("broken");
  };
  await expect(limiter.run(broken, MAX_WAIT_MS)).rejects.toThrow("broken");
  expect(await limiter.run(() => Promise.resolve("next"), 0)).toBe("next");
});

test("a token bucket fills again after its clock was set back", () => {
  let now = 3_600_000;
  const bucket = createTokenBucket(1, 1, () => now);
  bucket.take();
  now = 0;
  expect(bucket.wait()).toBe(1_000);
  now = 1_000;
  expect(bucket.wait()).toBe(0);
});

test("turns a task away at once if too many wait, or if its caller has gone", async () => {
  const limiter = createLimiter(1, 1);
  const release = await limiter.acquire(MAX_WAIT_MS);
  const gone = new AbortController();
  const waiting = limiter.acquire(MAX_WAIT_MS, gone.signal);
  expect(await limiter.acquire(MAX_WAIT_MS)).toBeNull();
  gone.abort();
  expect(await waiting).toBeNull();
  expect(await limiter.acquire(MAX_WAIT_MS, gone.signal)).toBeNull();
  const next = limiter.acquire(MAX_WAIT_MS, new AbortController().signal);
  release?.();
  expect(await next).not.toBeNull();
});
