import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createHours, readExact } from "#lib/history/coverage.ts";
import { createPages } from "#lib/history/pages.ts";
import type { Span } from "#lib/model/coverage.ts";
import { ALL, type Selection } from "#lib/model/selection.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { DAY, frame, HOUR, MINUTE, SECOND, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const START = Date.UTC(2026, 10, 23);

function scene(time: number) {
  const clock = { now: time };
  const bucket = createMemoryBucket(() => clock.now);
  const pages = createPages(bucket, bucket.now);
  const read = (selection: Selection = ALL, stretch: Span = [START, START + DAY]) =>
    readExact(pages, { stream: STREAM, ...selection }, stretch, bucket);
  /** A feed that sends every half minute. */
  const send = (from: number, to: number, feed = "feed-1") => {
    for (let at = from + 1; at < to; at += 30 * SECOND) bucket.putPreview(frame(at, { feed }));
  };
  return { ...bucket, clock, read, send };
}

describe("the coverage of a day", () => {
  test("has each time that the stream was on, for three LISTs", async () => {
    const { count, read, send } = scene(START + 5 * DAY);
    send(START - DAY, START + HOUR);
    send(START + 3 * HOUR, START + 20 * HOUR);
    send(START + 23 * HOUR, START + 2 * DAY);
    const { on, unknown } = await read();
    expect(count()).toBeLessThanOrEqual(3);
    expect(unknown).toEqual([]);
    expect(on.map((span) => span.map((time) => Math.round((time - START) / HOUR)))).toEqual([
      [0, 1],
      [3, 20],
      [23, 24],
    ]);
  });

  test.each([
    [1, 0, 0],
    [1, 5 * HOUR + 30 * SECOND, 3 * DAY],
    [3, 0, 3 * DAY],
    [3, 13 * HOUR + 7 * MINUTE, 0],
  ])("costs three LISTs for each of %i feeds, at any hour", async (feeds, begin, age) => {
    const end = START + begin + DAY;
    const { count, read, send } = scene(end + age);
    for (let feed = 0; feed < feeds; feed += 1)
      send(START + begin - DAY / 2 + feed * 7, Math.min(end + age, end + DAY), `feed-${feed}`);
    expect(await read(ALL, [START + begin, end])).toMatchObject({ on: [[START + begin, end]], unknown: [] });
    expect(count()).toBeLessThanOrEqual(3 * feeds);
  });

  test("costs one LIST more half a minute later", async () => {
    const end = START + DAY;
    const { clock, count, read, send } = scene(end);
    send(START - DAY, end + HOUR);
    await read();
    expect(count()).toBeLessThanOrEqual(3);
    const before = count();
    for (let step = 1; step < 8; step += 1) {
      clock.now = end + step * 30 * SECOND;
      await read(ALL, [clock.now - DAY, clock.now]);
    }
    expect(count() - before).toBeLessThanOrEqual(7);
  });

  test("is unknown beyond twelve LISTs", async () => {
    const { count, putPreview, read } = scene(START + 2 * DAY);
    for (let n = 0; n < 17_280; n += 1) putPreview(frame(START + 1 + n * 5 * SECOND));
    const { on, unknown } = await read();
    expect(count()).toBeLessThanOrEqual(13);
    expect(unknown).toEqual([[START, on[0]?.[0]]]);
    expect(on).toEqual([[unknown[0]?.[1], START + DAY]]);
    expect(unknown[0]?.[1]).toBeLessThan(START + 9 * HOUR);
  });

  test("of a selection leaves out other frames", async () => {
    const { putPreview, read } = scene(START + 2 * DAY);
    putPreview(frame(START + HOUR, { feed: "a", source: "left" }));
    putPreview(frame(START + 2 * HOUR, { feed: "b", source: "right" }));
    putPreview(frame(START + 3 * HOUR, { feed: "c", source: "left", faults: ["black"] }));
    const at = (hour: number): Span => [START + hour * HOUR, START + hour * HOUR + LIVE_MS];
    expect(await read({ source: "left", feed: null })).toMatchObject({
      on: [at(1), at(3)],
      faults: [{ fault: "black", span: at(3) }],
    });
    expect(await read({ source: null, feed: "b" })).toHaveProperty("on", [at(2)]);
    expect(await read({ source: null, feed: "x" })).toHaveProperty("on", []);
  });

  test("is right about every moment and every fault, however the frames lie", async () => {
    const one = fc.record({
      time: fc.integer({ min: -2 * LIVE_MS, max: DAY }),
      feed: fc.constantFrom("a", "b"),
      isBlack: fc.boolean(),
    });
    const frames = fc.uniqueArray(one, { maxLength: 60, selector: ({ time, feed }) => `${time} ${feed}` });
    await fc.assert(
      fc.asyncProperty(frames, fc.nat(DAY - 1), async (all, offset) => {
        const { putPreview, read } = scene(START + 2 * DAY);
        for (const { time, feed, isBlack } of all)
          putPreview(frame(START + time, { feed, faults: isBlack ? ["black"] : [] }));
        const { on, faults } = await read();
        // At a random moment, and around some frames.
        for (const at of [offset, ...all.slice(0, 5).flatMap(({ time }) => [time, time + LIVE_MS])]) {
          if (at < 0 || at >= DAY) continue;
          const shown = ["a", "b"].flatMap((feed) => {
            const before = all.filter((one) => one.feed === feed && one.time <= at);
            const newest = before.sort((a, b) => b.time - a.time)[0];
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
  const month: Span = [START - 30 * DAY, START + HOUR];

  test("has whole hours, from two LISTs that viewers share for a minute", async () => {
    const bucket = scene(START + 30 * MINUTE);
    const { clock, count, putFault, putPreview } = bucket;
    for (const hour of [-800, -700, -699, -5, 0]) putPreview(frame(START + hour * HOUR + 20 * MINUTE));
    putFault({ stream: STREAM, hour: START - 700 * HOUR, fault: "black" });
    putFault({ stream: STREAM, hour: START - 5 * HOUR, fault: "frozen" });
    putFault({ stream: STREAM, hour: START - 800 * HOUR, fault: "frozen" });
    const hours = createHours(bucket, bucket.now);
    const [coverage] = await Promise.all([1, 2, 3].map(() => hours(STREAM, month, bucket)));
    const at = (hour: number, length = 1): Span => [START + hour * HOUR, START + (hour + length) * HOUR];
    expect(coverage).toEqual({
      on: [at(-700, 2), at(-5), at(0)],
      unknown: [],
      faults: [
        { fault: "black", span: at(-700) },
        { fault: "frozen", span: at(-5) },
      ],
    });
    clock.now += MINUTE;
    await hours(STREAM, month, bucket);
    expect(count()).toBe(2);
    clock.now += 1;
    await hours(STREAM, month, bucket);
    expect(count()).toBe(4);
  });

  test("is unknown in an hour that has just begun: its first frame may be under way", async () => {
    const bucket = scene(START + 20 * SECOND);
    bucket.putPreview(frame(START - 15 * SECOND));
    const known = { on: [[START - HOUR, START]], faults: [] };
    const read = () => createHours(bucket, bucket.now)(STREAM, month, bucket);
    expect(await read()).toEqual({ ...known, unknown: [[START, START + HOUR]] });
    bucket.clock.now = START + 91 * SECOND;
    expect(await read()).toEqual({ ...known, unknown: [] });
  });
});
