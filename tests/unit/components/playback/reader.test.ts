import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPastReader } from "#components/playback/reader.ts";
import type { Question } from "#components/data/ask.ts";
import { SlowDown } from "#components/data/ask-data.ts";
import type { Past } from "#lib/model/past.ts";

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

/** A reader of a server that takes a second, and has a frame of every stream at every half minute. */
function readerOf() {
  const told = { questions: [] as Question[], error: null as Error | null };
  const ask = async (question: Question): Promise<Past> => {
    told.questions.push(question);
    await pass(0);
    await new Promise((resolve) => setTimeout(resolve, SECOND));
    if (told.error !== null) throw told.error;
    const frames = Array.from({ length: question.count }, (_, place) => {
      const time = question.at + place * question.stepMs;
      return { feed: "feed", time, source: null, faults: [], picture: String(time) };
    }).reverse();
    return { frames: Object.fromEntries(question.streams.map((stream) => [stream, frames])), isWhole: true };
  };
  const reader = createPastReader({ ask, now: Date.now });
  const look = (at: number, count = 1) => {
    reader.look({ at, stepMs: STEP, count, latest: NOON });
  };
  return Object.assign(told, { reader, look });
}

describe("a reader of the past", () => {
  test("asks for what is watched alone, all at once, and only once", async () => {
    const { reader, look, questions } = readerOf();
    look(NOON - 100 * STEP);
    await pass(SECOND);
    expect(questions).toEqual([]);
    reader.watch("a/one");
    reader.watch("a/two");
    const leave = reader.watch("a/three");
    leave();
    await pass(2 * SECOND);
    look(NOON - 100 * STEP);
    await pass(2 * SECOND);
    expect(questions).toEqual([
      { streams: ["a/one", "a/two"], at: NOON - 100 * STEP, stepMs: STEP, count: 1 },
    ]);
    expect(reader.shown("a/one", NOON - 100 * STEP)).toMatchObject([{ time: NOON - 100 * STEP }]);
    expect(reader.shown("a/three", NOON - 100 * STEP)).toBeUndefined();
  });

  test("asks for a moment that was still to come, as soon as it has come", async () => {
    const { reader, look, questions } = readerOf();
    reader.watch("a/one");
    look(NOON, 12);
    await pass(2 * SECOND);
    expect(reader.isReady(NOON)).toBe(true);
    expect(questions).toHaveLength(1);
    reader.look({ at: NOON, stepMs: STEP, count: 12, latest: NOON + STEP });
    await pass(2 * SECOND);
    expect(reader.isReady(NOON + STEP)).toBe(true);
  });

  test("asks one thing after the other while a slider is dragged, and for its last place at the end", async () => {
    const { reader, look, questions } = readerOf();
    reader.watch("a/one");
    for (let place = 200; place > 100; place -= 1) {
      look(NOON - place * STEP);
      await pass(20);
    }
    await pass(3 * SECOND);
    expect(questions.length).toBeLessThanOrEqual(4);
    expect(questions.at(-1)?.at).toBe(NOON - 101 * STEP);
    expect(reader.shown("a/one", NOON - 101 * STEP)).toHaveLength(1);
  });

  test("asks ahead while the past is played, for each moment once and none that is to come", async () => {
    const { reader, look, questions } = readerOf();
    reader.watch("a/one");
    for (let place = 40; place >= 0; place -= 1) {
      look(NOON - place * STEP, 12);
      await pass(SECOND);
    }
    const asked = questions.flatMap(({ at, count }) =>
      Array.from({ length: count }, (_, n) => at + n * STEP),
    );
    expect(Math.max(...asked)).toBe(NOON);
    // What is of the last minute is asked again.
    const settled = asked.filter((moment) => moment <= NOON - 60 * SECOND);
    expect(new Set(settled).size).toBe(settled.length);
    expect(reader.isReady(NOON)).toBe(true);
  });

  test("asks for no more than a request may, and in addresses that servers take", async () => {
    const { reader, look, questions } = readerOf();
    for (let n = 0; n < 100; n += 1) reader.watch(`a/${"東".repeat(n % 2 === 0 ? 1 : 80)} ${n}`);
    look(NOON - STEP * 9, 12);
    await pass(2 * SECOND);
    expect(questions.flatMap(({ streams }) => streams)).toHaveLength(100);
    for (const { streams, count } of questions) {
      expect(streams.length).toBeLessThanOrEqual(48);
      expect(streams.length * count).toBeLessThanOrEqual(480);
      expect(streams.map(encodeURIComponent).join("&stream=").length).toBeLessThan(6_100);
    }
  });

  test("says so when the server does not answer, and tries again", async () => {
    const told = readerOf();
    const { reader, look } = told;
    told.error = new Error("no answer");
    reader.watch("a/one");
    look(NOON - 100 * STEP);
    await pass(2 * SECOND);
    expect(reader.status()).toBe("failing");
    told.error = null;
    await pass(6 * SECOND);
    expect(reader.status()).toBe("ok");
    expect(reader.shown("a/one", NOON - 100 * STEP)).toHaveLength(1);
  });

  test("waits as long as a busy server says, wherever it is moved to meanwhile", async () => {
    const told = readerOf();
    const { reader, look, questions } = told;
    told.error = new SlowDown("7");
    reader.watch("a/one");
    look(NOON - 100 * STEP);
    await pass(2 * SECOND);
    expect(reader.status()).toBe("slow");
    told.error = null;
    look(NOON - 90 * STEP);
    await pass(4 * SECOND);
    expect(questions).toHaveLength(1);
    await pass(4 * SECOND);
    expect(reader.status()).toBe("ok");
    expect(reader.shown("a/one", NOON - 90 * STEP)).toHaveLength(1);
  });
});
