import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SlowDown } from "#components/data/ask-data.ts";
import { createPastReader } from "#components/playback/reader.ts";
import { createWallReader } from "#components/playback/wall-reader.ts";

const SECOND = 1_000;
const STEP = 30 * SECOND;
const NOON = 1_795_435_200_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A reader of a server that knows the tiles of every moment, and takes a tenth of a second. */
function readerOf() {
  const told = { asked: [] as number[], isBusy: false, isWhole: true };
  const pictures = createPastReader({
    ask: ({ streams }) =>
      Promise.resolve({ frames: Object.fromEntries(streams.map((stream) => [stream, []])), isWhole: true }),
    now: Date.now,
  });
  const ask = async (at: number) => {
    told.asked.push(at);
    await new Promise((resolve) => setTimeout(resolve, SECOND / 10));
    if (told.isBusy) throw new SlowDown("4");
    return { at, tiles: [], isWhole: told.isWhole };
  };
  const reader = createWallReader({ pictures, ask, now: Date.now });
  const look = (at: number, count = 1) => {
    reader.look({ at, stepMs: STEP, count, latest: NOON });
  };
  return Object.assign(told, { reader, look });
}

describe("a reader of past walls", () => {
  test("asks for the tiles of each moment once, and for none that is to come", async () => {
    const { reader, look, asked } = readerOf();
    look(NOON - 5 * STEP, 12);
    await pass(10 * SECOND);
    expect(asked).toEqual([5, 4, 3, 2, 1, 0].map((steps) => NOON - steps * STEP));
    expect(reader.wall(NOON - STEP)?.at).toBe(NOON - STEP);
    expect(reader.isReady(NOON - STEP)).toBe(true);
    expect(reader.isReady(NOON - 6 * STEP)).toBe(false);
  });

  test("asks for two moments a second at most, and for the last place of a slider that is dragged", async () => {
    const { look, asked } = readerOf();
    for (let place = 200; place > 100; place -= 1) {
      look(NOON - place * STEP);
      await pass(20);
    }
    await pass(SECOND);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(asked.at(-1)).toBe(NOON - 101 * STEP);
  });

  test("waits as long as a busy server says, and is then ready", async () => {
    const told = readerOf();
    const { reader, look, asked } = told;
    told.isBusy = true;
    look(NOON - 100 * STEP);
    await pass(SECOND);
    expect(reader.status()).toBe("slow");
    look(NOON - 101 * STEP);
    await pass(2 * SECOND);
    expect(asked).toHaveLength(1);
    told.isBusy = false;
    await pass(2 * SECOND);
    expect(reader.status()).toBe("ok");
    expect(reader.isReady(NOON - 101 * STEP)).toBe(true);
  });

  test("shows what is known of a moment, and asks until it is whole", async () => {
    const told = readerOf();
    const { reader, look, asked } = told;
    told.isWhole = false;
    look(NOON - 100 * STEP);
    await pass(SECOND / 2);
    expect(reader.wall(NOON - 100 * STEP)?.isWhole).toBe(false);
    told.isWhole = true;
    await pass(2 * SECOND);
    expect(reader.wall(NOON - 100 * STEP)?.isWhole).toBe(true);
    expect(asked).toHaveLength(2);
  });
});
