import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createReading, type Reading, type Turn } from "#lib/receiver/reading.ts";

const KILOBYTE = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** So many bodies of which so much comes every 5 ms, once it is their turn. */
function crowd(reading: Reading, count: number, bytes: number): Turn[] {
  return Array.from({ length: count }, () => {
    const turn = reading.open();
    void turn.begin().then(() => setInterval(() => turn.came(bytes), 5));
    return turn;
  });
}

async function isIn(turn: Turn, ms: number): Promise<boolean> {
  const began = vi.fn();
  void turn.begin().then(began);
  await vi.advanceTimersByTimeAsync(ms);
  return began.mock.calls.length > 0;
}

describe("a turn to be read", () => {
  test("is lost at once by whoever sends nothing: thousands a second keep nobody from theirs", async () => {
    const reading = createReading();
    crowd(reading, 1_000, 0);
    expect(await isIn(reading.open(), 200)).toBe(true);
  });

  test("is lost soon by whoever sends a byte at a time", async () => {
    const reading = createReading();
    crowd(reading, 200, 1);
    expect(await isIn(reading.open(), 150)).toBe(true);
  });

  test("is kept by whoever goes on sending, for 200 ms", async () => {
    const reading = createReading();
    crowd(reading, 100, KILOBYTE);
    const next = reading.open();
    const began = vi.fn();
    void next.begin().then(began);
    await vi.advanceTimersByTimeAsync(190);
    expect(began).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(20);
    expect(began).toHaveBeenCalled();
  });

  test("does not come in time when others send for two seconds", async () => {
    const reading = createReading();
    crowd(reading, 1_100, KILOBYTE);
    const answer = reading.open().begin();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await answer).toBe(false);
  });

  test("goes to the next when it ends, and leaves no timer behind", async () => {
    const reading = createReading();
    const first = Array.from({ length: 100 }, () => reading.open());
    for (const turn of first) await turn.begin();
    const next = reading.open();
    const began = next.begin();
    first[0]?.end();
    expect(await began).toBe(true);
    for (const turn of [...first, next]) turn.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
