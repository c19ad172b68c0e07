import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createReading, type Turn } from "#lib/receiver/reading.ts";

const KILOBYTE = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** So many bodies of which so much has come. */
function crowd(reading: { open: () => Turn }, count: number, bytes: number): Turn[] {
  return Array.from({ length: count }, () => {
    const turn = reading.open();
    if (bytes > 0) void turn.go(bytes);
    return turn;
  });
}

/** Goes on with all of them, every 5 ms. */
function send(turns: readonly Turn[], bytes: number): void {
  setInterval(() => {
    for (const turn of turns) void turn.go(bytes);
  }, 5);
}

async function isIn(turn: Turn, ms: number): Promise<boolean> {
  const went = vi.fn();
  void turn.go(64 * KILOBYTE).then(went);
  await vi.advanceTimersByTimeAsync(ms);
  return went.mock.calls.length > 0;
}

describe("a turn to be read", () => {
  test("is held by nobody of whom nothing has come", async () => {
    const reading = createReading();
    crowd(reading, 1_000, 0);
    expect(await isIn(reading.open(), 0)).toBe(true);
  });

  test("is lost at once by whoever sends a byte and no more, or a byte at a time", async () => {
    const reading = createReading();
    send(crowd(reading, 300, 1), 1);
    expect(await isIn(reading.open(), 100)).toBe(true);
  });

  test("is kept by whoever goes on sending, for 200 ms", async () => {
    const reading = createReading();
    send(crowd(reading, 100, KILOBYTE), KILOBYTE);
    const next = reading.open();
    expect(await isIn(next, 190)).toBe(false);
    expect(await isIn(next, 20)).toBe(true);
  });

  test("does not come in time when others send for two seconds", async () => {
    const reading = createReading();
    send(crowd(reading, 1_100, KILOBYTE), KILOBYTE);
    const answer = reading.open().go(KILOBYTE);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await answer).toBe(false);
  });

  test("goes to the next when it ends, and leaves no timer behind", async () => {
    const reading = createReading();
    const first = crowd(reading, 100, KILOBYTE);
    const next = reading.open();
    expect(await isIn(next, 0)).toBe(false);
    first[0]?.end();
    expect(await isIn(next, 0)).toBe(true);
    for (const turn of [...first, next]) turn.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
