import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createByteBudget } from "#lib/receiver/byte-budget.ts";

const MOST = 100;
const PATIENCE_MS = 2_000;
const SLOW_MS = 2_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a promise is by now: its value, or that it is open. */
const stateOf = <T>(promise: Promise<T>) => Promise.race([promise, Promise.resolve("open")]);
const budget = () => createByteBudget(MOST, Date.now);

describe("a budget of bytes", () => {
  test("gives room as long as there is some, and again what was released", async () => {
    const { open } = budget();
    const [a, b] = [open(), open()];
    expect(await a.take(60)).toBe(true);
    const more = b.take(60);
    expect(await stateOf(more)).toBe("open");
    a.release();
    expect(await more).toBe(true);
  });

  test("refuses, after a while, what has no room, and what never could have", async () => {
    const { open } = budget();
    const [a, b] = [open(), open()];
    expect(await open().take(MOST + 1)).toBe(false);
    await a.take(MOST);
    a.settle();
    const more = b.take(1);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await more).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("lets a body wait so long in all, not for each of its parts", async () => {
    const { open } = budget();
    const [first, second, patient] = [open(), open(), open()];
    await first.take(50);
    first.settle();
    await second.take(50);
    second.settle();
    const part = patient.take(50);
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    first.release();
    expect(await part).toBe(true);
    const next = patient.take(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await stateOf(next)).toBe(false);
  });

  test("gives room in the order in which it was asked for", async () => {
    const { open } = budget();
    const first = open();
    await first.take(MOST);
    first.settle();
    const given: string[] = [];
    const waiting = ["a", "b", "c"].map((name) =>
      open()
        .take(50)
        .then((got) => got && given.push(name)),
    );
    first.release();
    await Promise.all(waiting.slice(0, 2));
    expect(given).toEqual(["a", "b"]);
  });

  test("gives up the body that is sent the slowest when room is short, and none that is whole", async () => {
    const { open } = budget();
    const [whole, slow, slower] = [open(), open(), open()];
    await whole.take(40);
    whole.settle();
    await slow.take(30);
    await slower.take(30);
    await vi.advanceTimersByTimeAsync(SLOW_MS);
    const fresh = open();
    expect(await fresh.take(30)).toBe(true);
    expect(await stateOf(slow.evicted)).toBe("evicted");
    expect(await stateOf(slower.evicted)).toBe("open");
    expect(await stateOf(whole.evicted)).toBe("open");
    expect(await slow.take(1)).toBe(false);
  });

  test("gives up nobody who is as quick as a provider", async () => {
    const { open } = budget();
    const quick = open();
    await quick.take(MOST);
    await vi.advanceTimersByTimeAsync(SLOW_MS - 1);
    const other = open().take(1);
    expect(await stateOf(other)).toBe("open");
    expect(await stateOf(quick.evicted)).toBe("open");
    quick.release();
    expect(await other).toBe(true);
  });

  test("never gives more than it has, whatever comes in whatever order", async () => {
    const step = fc.record({
      who: fc.nat(5),
      what: fc.oneof(fc.nat(MOST), fc.constantFrom("settle" as const, "release" as const, "wait" as const)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { open } = budget();
        const held = new Map<number, number>();
        const claims = Array.from({ length: 6 }, (_, who) => {
          const claim = open();
          void claim.evicted.then(() => held.set(who, 0));
          return claim;
        });
        const gone = new Set<number>();
        for (const { who, what } of steps) {
          const claim = claims[who];
          if (claim === undefined || gone.has(who)) continue;
          if (what === "settle") claim.settle();
          else if (what === "release") {
            claim.release();
            held.set(who, 0);
            gone.add(who);
          } else if (what === "wait") await vi.advanceTimersByTimeAsync(SLOW_MS);
          else {
            void claim.take(what).then((got) => {
              if (got && !gone.has(who)) held.set(who, (held.get(who) ?? 0) + what);
            });
          }
          await vi.advanceTimersByTimeAsync(0);
          expect([...held.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(MOST);
        }
        await vi.advanceTimersByTimeAsync(PATIENCE_MS);
      }),
    );
  });
});
