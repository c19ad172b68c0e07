import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createInFlightLimit } from "#lib/receiver/admission/in-flight.ts";

const MAX_BYTES = 100;
const MAX_WAIT_MS = 2_000;
const SLOW_MS = 2_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The value of a promise, or that it is pending. */
const peek = <T>(promise: Promise<T>) => Promise.race([promise, Promise.resolve("pending")]);
const createLimit = () => createInFlightLimit(MAX_BYTES, Date.now).open;

describe("the in-flight limit", () => {
  test("rejects a body after two seconds, and at once one that is larger than all memory", async () => {
    const open = createLimit();
    const [a, b] = [open(), open()];
    expect(await open().reserve(MAX_BYTES + 1)).toBe(false);
    await a.reserve(MAX_BYTES);
    a.complete();
    const more = b.reserve(1);
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    expect(await more).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("tells how much memory is reserved", async () => {
    const { open, bytes } = createInFlightLimit(MAX_BYTES, Date.now);
    const [a, b] = [open(), open()];
    await Promise.all([a.reserve(30), b.reserve(50)]);
    expect(bytes()).toBe(80);
    a.release();
    expect(bytes()).toBe(50);
  });

  test("counts the waits of all parts of a body together", async () => {
    const open = createLimit();
    const [first, second, patient] = [open(), open(), open()];
    for (const body of [first, second]) {
      await body.reserve(50);
      body.complete();
    }
    const part = patient.reserve(50);
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS - 1);
    first.release();
    expect(await part).toBe(true);
    const next = patient.reserve(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await peek(next)).toBe(false);
  });

  test("serves waiting bodies in FIFO order", async () => {
    const open = createLimit();
    const first = open();
    await first.reserve(MAX_BYTES);
    first.complete();
    const served: string[] = [];
    const waiting = ["a", "b", "c"].map((name) =>
      open()
        .reserve(50)
        .then((isReserved) => isReserved && served.push(name)),
    );
    first.release();
    await Promise.all(waiting.slice(0, 2));
    expect(served).toEqual(["a", "b"]);
  });

  test("evicts the slowest body, but none that is complete", async () => {
    const open = createLimit();
    const [whole, slowest, slow] = [open(), open(), open()];
    await whole.reserve(40);
    whole.complete();
    await slowest.reserve(30);
    await slow.reserve(30);
    await vi.advanceTimersByTimeAsync(SLOW_MS);
    expect(await open().reserve(30)).toBe(true);
    expect(await peek(slowest.evicted)).toBe("evicted");
    expect(await peek(slow.evicted)).toBe("pending");
    expect(await peek(whole.evicted)).toBe("pending");
    expect(await slowest.reserve(1)).toBe(false);
  });

  test("evicts no body within two seconds", async () => {
    const open = createLimit();
    const quick = open();
    await quick.reserve(MAX_BYTES);
    await vi.advanceTimersByTimeAsync(SLOW_MS - 1);
    const other = open().reserve(1);
    expect(await peek(other)).toBe("pending");
    expect(await peek(quick.evicted)).toBe("pending");
    quick.release();
    expect(await other).toBe(true);
  });

  test("is never exceeded", async () => {
    const step = fc.record({
      who: fc.nat(5),
      action: fc.oneof(
        fc.nat(MAX_BYTES),
        fc.constantFrom("complete" as const, "release" as const, "wait" as const),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const open = createLimit();
        const reserved = new Map<number, number>();
        const released = new Set<number>();
        const bodies = Array.from({ length: 6 }, (_, who) => {
          const body = open();
          void body.evicted.then(() => reserved.set(who, 0));
          return body;
        });
        for (const { who, action } of steps) {
          const body = bodies[who];
          if (body === undefined || released.has(who)) continue;
          if (action === "complete") body.complete();
          else if (action === "wait") await vi.advanceTimersByTimeAsync(SLOW_MS);
          else if (action === "release") {
            body.release();
            reserved.set(who, 0);
            released.add(who);
          } else {
            void body.reserve(action).then((isReserved) => {
              if (isReserved && !released.has(who)) reserved.set(who, (reserved.get(who) ?? 0) + action);
            });
          }
          await vi.advanceTimersByTimeAsync(0);
          expect([...reserved.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(
            MAX_BYTES,
          );
        }
        await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
      }),
    );
  });
});
