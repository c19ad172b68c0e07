import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHours, readExact } from "#lib/history/coverage.ts";
import { createPages } from "#lib/history/pages.ts";
import type { Span } from "#lib/model/coverage.ts";
import type { Selection } from "#lib/model/selection.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { createMemoryStore, frame, STREAM, type MemoryStore } from "./memory-store.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 23);
const ALL: Selection = { source: null, feed: null };

const read = (store: MemoryStore, part = ALL, stretch: Span = [START, START + DAY]) =>
  readExact(createPages(store, store.now), { stream: STREAM, ...part }, stretch, store);

const addOn = (store: MemoryStore, from: number, to: number, of: Parameters<typeof frame>[1] = {}) => {
  for (let time = from + 1; time < to; time += 30 * SECOND) store.addPreview(frame(time, of));
};

describe("the coverage of a day", () => {
  test("shows each time that the stream was off, in three LISTs", async () => {
    const store = createMemoryStore(START + 5 * DAY);
    addOn(store, START - DAY, START + HOUR);
    addOn(store, START + 3 * HOUR, START + 20 * HOUR);
    addOn(store, START + 23 * HOUR, START + 2 * DAY);
    const { on, unknown } = await read(store);
    expect(store.count()).toBeLessThanOrEqual(3);
    expect(unknown).toEqual([]);
    expect(on.map((span) => span.map((time) => Math.round((time - START) / HOUR)))).toEqual([
      [0, 1],
      [3, 20],
      [23, 24],
    ]);
  });

  test.each([1, 3])(
    "of %i feeds that sent all day costs three LISTs for each, wherever it begins",
    async (feeds) => {
      for (const begin of [0, 5 * HOUR + 30 * SECOND, 13 * HOUR + 7 * 60 * SECOND]) {
        for (const isNow of [true, false]) {
          const end = START + begin + DAY;
          const store = createMemoryStore(isNow ? end : end + 3 * DAY);
          for (let feed = 0; feed < feeds; feed += 1) {
            addOn(store, START + begin - DAY / 2 + feed * 7, end + (isNow ? 0 : DAY), {
              feed: `feed-${feed}`,
            });
          }
          const { on, unknown } = await read(store, ALL, [START + begin, end]);
          expect(on).toEqual([[START + begin, end]]);
          expect(unknown).toEqual([]);
          expect(store.count()).toBeLessThanOrEqual(3 * feeds);
        }
      }
    },
  );

  test("costs one LIST more half a minute later", async () => {
    const end = START + DAY;
    const store = createMemoryStore(end);
    addOn(store, START - DAY, end + HOUR);
    const pages = createPages(store, store.now);
    let lists = 0;
    for (let step = 0; step < 8; step += 1) {
      const to = end + step * 30 * SECOND;
      store.control.now = to;
      await readExact(pages, { stream: STREAM, ...ALL }, [to - DAY, to], store);
      if (step === 0) lists = store.count();
    }
    expect(lists).toBeLessThanOrEqual(3);
    expect(store.count() - lists).toBeLessThanOrEqual(7);
  });

  test("says what it does not know of a stream that sends more than twelve lists hold", async () => {
    const store = createMemoryStore(START + 2 * DAY);
    for (let n = 0; n < 17_280; n += 1) store.addPreview(frame(START + 1 + n * 5 * SECOND));
    const { on, unknown } = await read(store);
    expect(store.count()).toBeLessThanOrEqual(13);
    expect(unknown).toHaveLength(1);
    expect(unknown[0]?.[0]).toBe(START);
    expect(on).toEqual([[unknown[0]?.[1], START + DAY]]);
    expect(((unknown[0]?.[1] ?? 0) - START) / HOUR).toBeLessThan(9);
  }, 20_000);

  test("of a part leaves out the other frames", async () => {
    const store = createMemoryStore(START + 2 * DAY);
    store.addPreview(frame(START + HOUR, { feed: "a", source: "left" }));
    store.addPreview(frame(START + 2 * HOUR, { feed: "b", source: "right" }));
    store.addPreview(frame(START + 3 * HOUR, { feed: "c", source: "left", faults: ["black"] }));
    const at = (hour: number): Span => [START + hour * HOUR, START + hour * HOUR + LIVE_MS];
    const left = await read(store, { source: "left", feed: null });
    expect(left.on).toEqual([at(1), at(3)]);
    expect(left.faults).toEqual([{ fault: "black", span: at(3) }]);
    expect((await read(store, { source: null, feed: "b" })).on).toEqual([at(2)]);
    expect((await read(store, { source: null, feed: "x" })).on).toEqual([]);
  });

  test("is right about every moment and every fault, however the frames lie", async () => {
    const one = fc.record({
      time: fc.integer({ min: -2 * LIVE_MS, max: DAY }),
      feed: fc.constantFrom("a", "b"),
      isBlack: fc.boolean(),
    });
    const frames = fc.uniqueArray(one, {
      maxLength: 200,
      selector: ({ time, feed }) => `${time} ${feed}`,
    });
    await fc.assert(
      fc.asyncProperty(frames, fc.nat(DAY - 1), async (all, offset) => {
        const store = createMemoryStore(START + 2 * DAY);
        for (const { time, feed, isBlack } of all) {
          store.addPreview(frame(START + time, { feed, faults: isBlack ? ["black"] : [] }));
        }
        const { on, faults } = await read(store);
        // At a random moment, and around each frame.
        for (const at of [offset, ...all.slice(0, 5).flatMap(({ time }) => [time, time + LIVE_MS])]) {
          if (at < 0 || at >= DAY) continue;
          const shown = ["a", "b"].flatMap((feed) => {
            const newest = all
              .filter((one) => one.feed === feed && one.time <= at)
              .sort((a, b) => b.time - a.time)[0];
            return newest !== undefined && newest.time > at - LIVE_MS ? [newest] : [];
          });
          const covers = ([from, to]: Span) => from <= START + at && START + at < to;
          expect(on.some(covers)).toBe(shown.length > 0);
          expect(faults.some(({ span }) => covers(span))).toBe(shown.some(({ isBlack }) => isBlack));
        }
        for (const [place, [from, to]] of on.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(on[place - 1]?.[1] ?? 0);
        }
      }),
    );
  });
});

describe("the coverage of a month", () => {
  test("is told by hours, in two LISTs that viewers share for a minute", async () => {
    const month: Span = [START - 30 * DAY, START + HOUR];
    const store = createMemoryStore(START + 30 * 60 * SECOND);
    for (const hour of [-800, -700, -699, -5, 0]) {
      store.addPreview(frame(START + hour * HOUR + 20 * 60 * SECOND));
    }
    store.addFault({ stream: STREAM, hour: START - 700 * HOUR, fault: "black" });
    store.addFault({ stream: STREAM, hour: START - 5 * HOUR, fault: "frozen" });
    store.addFault({ stream: STREAM, hour: START - 800 * HOUR, fault: "frozen" });
    const hours = createHours(store, store.now);
    const [coverage] = await Promise.all([1, 2, 3].map(() => hours(STREAM, month, store)));
    const at = (hour: number, count = 1): Span => [START + hour * HOUR, START + (hour + count) * HOUR];
    expect(coverage).toEqual({
      on: [at(-700, 2), at(-5), at(0)],
      unknown: [],
      faults: [
        { fault: "black", span: at(-700) },
        { fault: "frozen", span: at(-5) },
      ],
    });
    expect(store.count()).toBe(2);
    store.control.now += 59 * SECOND;
    await hours(STREAM, month, store);
    expect(store.count()).toBe(2);
    store.control.now += 2 * SECOND;
    await hours(STREAM, month, store);
    expect(store.count()).toBe(4);
  });

  test("says nothing of an hour that has just begun: its first frame may be under way", async () => {
    const store = createMemoryStore(START + 20 * SECOND);
    store.addPreview(frame(START - 15 * SECOND));
    const month: Span = [START - 30 * DAY, START + HOUR];
    const on: Span[] = [[START - HOUR, START]];
    const young: Span = [START, START + HOUR];
    expect(await createHours(store, store.now)(STREAM, month, store)).toEqual({
      on,
      unknown: [young],
      faults: [],
    });
    store.control.now = START + 91 * SECOND;
    expect(await createHours(store, store.now)(STREAM, month, store)).toEqual({
      on,
      unknown: [],
      faults: [],
    });
  });
});
